/** A string that comes out of Helm's templating as it went in: app-template evaluates every value. */
export function helmLiteral(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** A container's environment value as Kubernetes passes it on: there `$(NAME)` is replaced, and `$$` halved. */
export function environmentLiteral(text: string): string {
  return helmLiteral(text.replace(/\$(?=[$(])/g, "$$$$"));
}
