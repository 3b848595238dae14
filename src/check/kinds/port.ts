/** What is wrong with the name of a port (IANA's service names); undefined when nothing is. */
export function portNameProblem(name: string): string | undefined {
  if (name.includes("${")) return undefined;
  if (name.length > 15) return "the name of a port has at most 15 characters";
  return /^(?=.*[a-z])[a-z0-9](-?[a-z0-9])*$/.test(name) ? undefined : "this is no name of a port";
}
