import type { Value } from "../value.ts";

/** What is wrong with the name of a port (IANA's service names); undefined when nothing is. */
export function portNameProblem(name: string): string | undefined {
  if (name.includes("${")) return undefined;
  if (name.length > 15) return "the name of a port has at most 15 characters";
  return /^(?=.*[a-z])[a-z0-9](-?[a-z0-9])*$/.test(name) ? undefined : "this is no name of a port";
}

/** What is wrong with the port that a Service or a probe asks: a number, or the name of a port of the pod. */
export function targetPortProblem(port: Value | undefined): string | undefined {
  if (typeof port === "number") return port < 0 || port > 65535 ? "there is no such port" : undefined;
  return typeof port === "string" && port !== "" ? portNameProblem(port) : undefined;
}
