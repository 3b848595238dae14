import type { Problem } from "../../problem.ts";
import { get, list, type Value } from "../value.ts";
import { has, type KindRules, type Subject } from "./kind.ts";

/** Gateway API 1.6, the expressions of the Gateway CRD. */
export const gatewayKinds: KindRules = {
  "gateway.networking.k8s.io/Gateway": [listeners, sameListener, addresses],
};

const WITHOUT_TLS: ReadonlySet<unknown> = new Set(["HTTP", "TCP", "UDP"]);

function* listeners({ spec, fail }: Subject): Iterable<Problem> {
  for (const [index, listener] of list(get(spec, "listeners")).entries()) {
    const at = ["spec", "listeners", index];
    const protocol = get(listener, "protocol");
    const mode = get(listener, "tls", "mode") ?? "Terminate";
    if (WITHOUT_TLS.has(protocol) && has(listener, "tls"))
      yield fail(
        "listener-tls",
        [...at, "tls"],
        "a listener of this protocol has no tls",
        "take it out, or use HTTPS",
      );
    if (protocol === "HTTPS" && has(listener, "tls") && mode !== "Terminate")
      yield fail(
        "listener-tls",
        [...at, "tls", "mode"],
        "an HTTPS listener terminates TLS",
        "write mode: Terminate",
      );
    if (protocol === "TLS" && !has(listener, "tls", "mode"))
      yield fail("listener-tls", at, "a TLS listener needs tls.mode", "write mode: Passthrough or Terminate");
    if ((protocol === "TCP" || protocol === "UDP") && has(listener, "hostname"))
      yield fail(
        "excluded-field",
        [...at, "hostname"],
        "a listener of this protocol has no hostname",
        "take it out",
      );
    if (!has(listener, "tls") || mode !== "Terminate" || WITHOUT_TLS.has(protocol)) continue;
    if (list(get(listener, "tls", "certificateRefs")).length > 0 || has(listener, "tls", "options")) continue;
    yield fail("listener-tls", [...at, "tls"], "the listener has no certificate", "write certificateRefs");
  }
}

function* sameListener({ spec, fail }: Subject): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, listener] of list(get(spec, "listeners")).entries()) {
    const key = JSON.stringify(["port", "protocol", "hostname"].map((field) => get(listener, field) ?? null));
    const message = "another listener has the same port, protocol and hostname";
    if (seen.has(key))
      yield fail("duplicate-entry", ["spec", "listeners", index], message, "keep one of them");
    seen.add(key);
  }
}

function* addresses({ spec, fail }: Subject): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, address] of list(get(spec, "addresses")).entries()) {
    const key = JSON.stringify([
      get(address, "type") ?? "IPAddress",
      get(address, "value") ?? index,
    ] satisfies Value[]);
    if (seen.has(key))
      yield fail(
        "duplicate-entry",
        ["spec", "addresses", index],
        "the address stands here twice",
        "keep one",
      );
    seen.add(key);
  }
}
