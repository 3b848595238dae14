import type { Facts, LiveSource } from "../app.ts";
import type { Claims } from "../offers.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../verify/check.ts";
import type { Live, TlsFacts } from "../verify/live.ts";
import { withAddress } from "./live-address.ts";
import { issuerChecks } from "./live-issuer.ts";
import { redisChecks } from "./live-servers.ts";
import type { ClusterVariables } from "./variables.ts";

const day = 86_400_000;

/** What `verify` asks that no app owns: servers that are there already, the routes of all apps, and their OIDC issuer. */
export const live: LiveSource<ClusterVariables> = (v, facts) => [
  ...redisChecks(v, facts),
  ...routes(v, facts),
  ...issuerChecks(facts),
];

/** Every host name that an app claims answers over HTTPS, with a certificate for that name. */
function routes(v: ClusterVariables, facts: Facts): Check[] {
  // An Ingress without TLS leaves the certificate to whoever stands before it.
  if (v.route_kind === "Ingress" && !v.ingress_tls_enabled) return [];
  return facts.claims("hostname").map((claim) => certificate(v, claim));
}

function certificate(v: ClusterVariables, claim: Claims["hostname"]): Check {
  const { host, title } = claim;
  const run = async (live: Live): Promise<Verdict> => {
    const facts = await live.tls(host).catch((error) => withAddress(error, live, v, claim));
    const verdict = judge(host, facts, live.now);
    const isUsable = verdict.status !== "error" && facts.fault === undefined;
    return isUsable ? answers(live, host, verdict) : verdict;
  };
  return { id: `route-${host}`, title: `${title} answers at https://${host}`, run };
}

/** Gateways answer 404 where no route is theirs, and 503 where nothing is behind it. */
async function answers(live: Live, host: string, verdict: Verdict): Promise<Verdict> {
  const { status } = await live.page(host);
  const hint = "see the status of its HTTPRoute or Ingress, and of the pods behind it";
  if (status >= 500) return wrong(`its certificate is right, but it answers ${status}`, hint);
  if (verdict.status === "ok" && status === 404)
    return doubtful("its certificate is right, but it answers 404", hint);
  return verdict.status === "ok" ? ok(`it answers, and its certificate ${verdict.message}`) : verdict;
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
  return ok(`is valid for another ${left} days`);
}

/** A wildcard stands for one label (RFC 6125, 6.4.3). */
function isFor(name: string, host: string): boolean {
  const [one, other] = [name.toLowerCase(), host.toLowerCase()];
  return one === other || (one.startsWith("*.") && other.replace(/^[^.]+/, "*") === one);
}
