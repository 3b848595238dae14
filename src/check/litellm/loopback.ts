import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { children, type Found, text } from "../value.ts";
import type { ConfigFile } from "./config-file.ts";
import { listEnvironments } from "./workload.ts";

const LOOPBACK = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/;

/** A server beside LiteLLM needs a container of its own: gives `nobody-listens` for an address of a pod without one. */
export function* checkLoopback(file: ConfigFile): Iterable<Problem> {
  const environments = listEnvironments(file.tree, file.object);
  if (environments.length !== 1) return;
  for (const { value, path } of bases({ value: file.value, path: [] })) {
    const [address] = LOOPBACK.exec(text(value) ?? "") ?? [];
    if (!address) continue;
    const message = `nothing else runs in the pod that ${shown(String(path.at(-1)))} could find at ${shown(address)}`;
    yield file.fail("nobody-listens", path, message, "name the Service, as in http://presidio.ai.svc:3000");
  }
}

function bases(found: Found): Found[] {
  if (typeof found.value === "object") return children(found).flatMap(bases);
  return /(^|_)(api_base|base_url)$/.test(String(found.path.at(-1))) ? [found] : [];
}
