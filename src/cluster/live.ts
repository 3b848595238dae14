import type { LiveSource } from "../app.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../verify/check.ts";
import type { Live, TlsFacts } from "../verify/live.ts";
import type { ClusterVariables } from "./variables.ts";

const day = 86_400_000;

/** Every host name that an app claims answers over HTTPS, with a certificate for that name. */
export const live: LiveSource<ClusterVariables> = (v, facts) => {
  // An Ingress without TLS leaves the certificate to whoever stands before it.
  if (v.route_kind === "Ingress" && !v.ingress_tls_enabled) return [];
  return facts.claims("hostname").map(({ host, title }) => certificate(host, title));
};

function certificate(host: string, title: string): Check {
  const run = async (live: Live): Promise<Verdict> => judge(host, await live.tls(host), live.now);
  return { id: `route-${host}`, title: `${title} has a certificate for ${host}`, run };
}

function judge(host: string, { names, validTo, fault }: TlsFacts, now: Date): Verdict {
  if (!names.some((name) => isFor(name, host))) {
    const shown = names.length > 0 ? names.slice(0, 5).join(", ") : "nobody";
    return wrong(`its certificate is for ${shown}`, "see the listener of the Gateway and its Certificate");
  }
  const left = Math.floor((validTo.getTime() - now.getTime()) / day);
  if (left < 0)
    return wrong(`its certificate ran out ${-left} days ago`, "see cert-manager's Certificate and its log");
  if (fault !== undefined)
    return doubtful(
      `its certificate is for the right name, but not trusted here (${fault})`,
      "name your own authority in NODE_EXTRA_CA_CERTS",
    );
  if (left < 10)
    return doubtful(`its certificate runs out in ${left} days`, "see cert-manager's Certificate");
  return ok(`it is valid for another ${left} days`);
}

/** A wildcard stands for one label (RFC 6125, 6.4.3). */
function isFor(name: string, host: string): boolean {
  const [one, other] = [name.toLowerCase(), host.toLowerCase()];
  return one === other || (one.startsWith("*.") && other.replace(/^[^.]+/, "*") === one);
}
