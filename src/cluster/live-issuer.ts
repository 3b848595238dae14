import type { Facts } from "../app.ts";
import type { Claims, Offers } from "../offers.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../verify/check.ts";
import { jsonOf, saidIn, textAt } from "../verify/json.ts";
import type { HttpAnswer, Live } from "../verify/live.ts";

type Issuer = Offers["oidc-issuer"];
type Client = Claims["oidc-client"];

/** The issuer is the one that apps were told of, and knows each of their clients. */
export function issuerChecks(facts: Facts): Check[] {
  const issuer = facts.offer("oidc-issuer");
  const clients = facts.claims("oidc-client");
  if (!issuer || clients.length === 0) return [];
  return [describes(issuer), ...clients.map((client) => knows(issuer, client))];
}

const first = "oidc-issuer";

/** Clients refuse an issuer that calls itself otherwise (OpenID Connect Discovery, 4.3). */
function describes({ issuer }: Issuer): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await described(live, issuer);
    const hint = "see keycloak_subdomain, keycloak_realm, and Keycloak's setting hostname";
    if (status === 404) return wrong(`nothing describes itself at ${issuer}`, hint);
    if (status !== 200) return wrong(`its description gets ${status}: ${saidIn(text)}`, hint);
    const own = textAt(jsonOf(text), "issuer");
    if (own === issuer) return ok("it describes itself as the configured one");
    return wrong(own === "" ? "it sends no description" : `it calls itself ${own}, not ${issuer}`, hint);
  };
  return { id: first, title: "the OIDC issuer is the configured one", run };
}

function described(live: Live, issuer: string): Promise<HttpAnswer> {
  const { host, pathname } = new URL(issuer);
  return live.page(host, `${pathname.replace(/\/$/, "")}/.well-known/openid-configuration`);
}

/**
 * Asks for the page that a browser is sent to. An issuer may send nobody back to where no client is known (RFC 6749,
 * 4.1.2.1), and Keycloak answers 400 then; no one signs in here.
 */
function knows({ issuer }: Issuer, { clientId, redirectUris }: Client): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const text = textAt(jsonOf((await described(live, issuer)).text), "authorization_endpoint");
    if (!URL.canParse(text))
      return doubtful("the issuer names no page to sign in at", "look at its description");
    const page = new URL(text);
    for (const redirectUri of redirectUris) {
      for (const [name, value] of Object.entries(question(clientId, redirectUri)))
        page.searchParams.set(name, value);
      const { status } = await live.page(page.host, `${page.pathname}${page.search}`);
      if (status >= 500) return wrong(`its page to sign in at gets ${status}`, "look at the issuer's log");
      if (status >= 400)
        return wrong(
          `the issuer does not know it with the redirect URI ${redirectUri}`,
          "make the client as docs/handover.md has it",
        );
    }
    return ok("the issuer knows it, and where it may send users back to");
  };
  const title = `the issuer knows the client ${clientId}`;
  return { id: `oidc-client-${clientId}`, title, needs: first, run };
}

/** Of no use to anybody: whose challenge it is, nobody knows. */
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

function question(clientId: string, redirectUri: string): Record<string, string> {
  return {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid",
    state: "clusterloom-verify",
    code_challenge: challenge,
    code_challenge_method: "S256",
  };
}
