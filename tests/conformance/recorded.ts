import { recordedVerdicts, type Verdict } from "../check/kinds/verdicts.ts";
import { refusal } from "./apply.ts";
import type { Row } from "./context.ts";
import type { ApiServer } from "./kube-api-server.ts";
import { isNamespaced, type Resources } from "./kube-resources.ts";

interface Server extends Pick<ApiServer, "ask"> {
  readonly version: string;
  readonly resources: Resources;
}

/** Asks the server whether the verdicts that the unit tests hold us to are still its own. */
export async function recordedRow(server: Server): Promise<Row> {
  const verdicts = recordedVerdicts();
  const failures = (await Promise.all(verdicts.map((one) => difference(server, one)))).flat();
  const cases = verdicts.length;
  return {
    counterpart: "kube-apiserver against recorded verdicts",
    version: server.version,
    cases,
    passed: cases - failures.length,
    skipped: 0,
    failures,
  };
}

async function difference({ ask, resources }: Server, { codes, object }: Verdict): Promise<string[]> {
  const metadata = isNamespaced(resources, object)
    ? { ...object.metadata, namespace: "default" }
    : object.metadata;
  const { reason } = await refusal(ask, resources, { ...object, metadata });
  if ((reason !== undefined) === codes.length > 0) return [];
  const text = JSON.stringify(object).slice(0, 300);
  return [`${text}: recorded as ${codes.join(", ") || "taken"}, the server says ${reason ?? "nothing"}`];
}
