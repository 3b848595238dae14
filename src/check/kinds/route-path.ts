/** What is wrong with an exact path or a prefix in a match; undefined when nothing is (Gateway API, HTTPPathMatch). */
export function pathMatchProblem(path: string): string | undefined {
  if (!path.startsWith("/")) return "the path does not begin with /";
  if (/\/\/|\/\.\.?(\/|$)/.test(path)) return "the path has an empty, . or .. part";
  if (/%2f|#/i.test(path)) return "the path has an encoded / or a #";
  return /^([-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(path)
    ? undefined
    : "the path has characters that must be encoded";
}
