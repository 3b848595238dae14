import { gitUrl, hasCredentials } from "../config/hosts.ts";
import { bad, type Diagnosis, ok } from "../doctor/diagnosis.ts";
import { clean } from "../report/clean.ts";

/**
 * Whether Flux can follow a repository by this URL: `url-credentials`, which are never shown, `url-invalid` with the
 * right form, and as a warning `url-plain`.
 */
export function judgeUrl(url: string): Diagnosis {
  if (hasCredentials(url))
    return bad(
      "error",
      "url-credentials",
      "the URL of the repository holds a user name or password, which everyone could read in the GitRepository",
      "leave it out, put it into a Secret, and name that with --source-secret",
    );
  if (/^file:|^[./~]|^[A-Za-z]:[\\/]/.test(url))
    return bad(
      "error",
      "url-invalid",
      "the repository is a folder of this machine, which a cluster cannot reach",
      "push it to a server, and say its URL, such as https://example.com/me/home-ops",
    );
  const wrong = gitUrl(url);
  if (wrong) return bad("error", "url-invalid", `the URL of the repository ${wrong.message}`, wrong.hint);
  if (url.startsWith("http:"))
    return bad(
      "warning",
      "url-plain",
      "the repository is fetched without TLS: whoever is in between decides what the cluster applies",
      `write https://${clean(url.slice("http://".length))}`,
    );
  return ok("url", `the repository is ${clean(url)}`);
}
