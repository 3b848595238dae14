import type { Problem } from "../problem.ts";
import { error, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { children, type Found, text } from "./value.ts";

const URL = /^(?:postgres(?:ql)?|rediss?|mysql|mongodb(?:\+srv)?|amqps?):\/\/(.*)$/s;

/**
 * User and password in the URLs of Secrets are percent-encoded: gives `url-not-encoded`, never with the value. A `/`
 * or `@` in a password as it is makes another host of it.
 */
export function* checkConnectionUrls(tree: Tree): Iterable<Problem> {
  for (const manifest of tree.manifests) {
    if (manifest.kind !== "Secret" || manifest.group !== "") continue;
    for (const { value, path } of entries(manifest.value.stringData ?? null)) {
      if (!isBroken(text(value) ?? "")) continue;
      const message = `user or password in the URL ${shown(String(path.at(-1)))} is not percent-encoded`;
      const hint = "write %40 for @, %2F for /, %3A for :, %23 for #, %3F for ? and %25 for %";
      yield error("url-not-encoded", manifest.at(path), message, hint);
    }
  }
}

function entries(data: Found["value"]): Found[] {
  return children({ value: data, path: ["stringData"] });
}

/** What the cluster puts together, `$(PASSWORD)`, is not known here. */
function isBroken(written: string): boolean {
  const rest = URL.exec(written)?.[1];
  const end = rest?.lastIndexOf("@") ?? -1;
  if (rest === undefined || end < 0 || /\$[({]/.test(rest)) return false;
  const credentials = rest.slice(0, end);
  const isHost = /^[\w.-]+(:\d+)?(,[\w.-]+(:\d+)?)*([/?]|$)/.test(credentials) && /[/?]/.test(credentials);
  if (isHost) return false;
  return !/^(?:[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(?::(?:[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$/.test(
    credentials,
  );
}
