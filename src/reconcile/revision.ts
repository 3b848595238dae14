/** Revisions as Flux writes them, `main@sha1:…`, with the beginning of the commit only. */
export function shortRevisions(text: string): string {
  return text.replace(/(sha\d+:[0-9a-f]{8})[0-9a-f]+/g, "$1");
}
