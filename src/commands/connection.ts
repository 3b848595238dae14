import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Io } from "../io.ts";
import type { Connection } from "../kubernetes/kubeconfig.ts";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";

/** The cluster that KUBECONFIG or ~/.kube/config names, or the one that this pod runs in. Problems: see connect. */
export async function connectionOf(io: Io, context: string | undefined): Promise<Outcome<Connection>> {
  const { connect } = await import("../kubernetes/kubeconfig.ts");
  const { KUBECONFIG, KUBERNETES_SERVICE_HOST } = io.env;
  const named = KUBECONFIG?.split(delimiter).filter((file) => file !== "") ?? [];
  const usual = io.home === undefined ? [] : [join(io.home, ".kube", "config")];
  const files = await existing(named.length > 0 ? named : usual);
  if (files.length === 0 && named.length > 0) return { value: undefined, problems: [nowhere(named)] };
  const inCluster = KUBERNETES_SERVICE_HOST !== undefined;
  const interactive = io.ask !== undefined;
  return connect({ files, inCluster, interactive, env: io.env, ...(context !== undefined && { context }) });
}

function nowhere(named: readonly string[]): Problem {
  return {
    code: "kubeconfig-missing",
    severity: "error",
    message: `KUBECONFIG names ${named.map(clean).join(" and ")}, and no such file can be read`,
    hint: "correct it, or unset it to use ~/.kube/config",
  };
}

async function existing(files: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_file, index) => there[index]);
}
