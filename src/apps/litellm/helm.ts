import { expansionLiteral } from "../../pod-environment.ts";

/** A string that comes out of Helm's templating as it went in: app-template evaluates every value. */
export function helmLiteral(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** A container's environment value that passes both Helm and Kubernetes. */
export function environmentLiteral(text: string): string {
  return helmLiteral(expansionLiteral(text));
}
