import type { Facts, LiveSource } from "../../app.ts";
import { type Check, ok, type Verdict, wrong } from "../../verify/check.ts";
import { saidIn } from "../../verify/json.ts";
import type { Live, Place } from "../../verify/live.ts";
import { peer, podPort } from "./network.ts";
import { callbackUrl } from "./sign-in.ts";
import type { HeadlampVariables } from "./variables.ts";

type V = HeadlampVariables;

/** What `verify` asks Headlamp, and for its assistant the API that browsers call from its page. */
export const live: LiveSource<V> = (v, facts) => {
  const place: Place = {
    name: "Headlamp",
    peer: peer(v),
    port: podPort,
    ...(v.headlamp_route_enabled && { url: v.headlamp_public_url }),
  };
  return [answers(place), ...issuer(v, facts, place), ...assistant(v, facts)];
};

function answers(place: Place): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await live.http(place, { path: "/" });
    if (status === 200) return ok("its page is there");
    return wrong(`its page gets ${status}: ${saidIn(text)}`, "look at the log of its pod");
  };
  return { id: "headlamp-answers", title: "Headlamp is up", run };
}

/** Headlamp asks the issuer for its endpoints before it sends a user there; inside a cluster it calls itself main. */
function issuer(v: V, facts: Facts, place: Place): Check[] {
  const wanted = facts.offer("oidc-issuer")?.issuer;
  if (!v.headlamp_oidc_enabled || wanted === undefined) return [];
  const run = async (live: Live): Promise<Verdict> => {
    const { status, headers, text } = await live.http(place, { path: "/oidc?cluster=main" });
    const to = headers.location ?? "";
    const hint = `Headlamp's pod must reach ${wanted}: see DNS, its network policy and the issuer's certificate`;
    if (status < 300 || status > 399) return wrong(`its sign-in gets ${status}: ${saidIn(text)}`, hint);
    if (!URL.canParse(to) || new URL(to).origin !== new URL(wanted).origin)
      return wrong("its sign-in leads elsewhere than to the issuer", hint);
    return asClient(v, new URL(to).searchParams);
  };
  return [{ id: "headlamp-issuer", title: "Headlamp reaches its issuer", needs: "headlamp-answers", run }];
}

/** The issuer sends users back only to where the client is known to be. */
function asClient(v: V, asked: URLSearchParams): Verdict {
  const hint =
    "the pod runs with other settings than cluster.yaml has: reconcile headlamp, and see its restart";
  const [client, back] = [asked.get("client_id"), asked.get("redirect_uri")];
  if (client !== v.headlamp_oidc_client_id)
    return wrong(`it signs in as the client ${client ?? "of no name"}`, hint);
  if (back !== callbackUrl(v)) return wrong(`users would come back to ${back ?? "nowhere"}`, hint);
  return ok("its sign-in leads to the issuer, and back");
}

/** What a browser asks before it lets the page call another origin (Fetch, CORS preflight). */
function assistant(v: V, facts: Facts): Check[] {
  const api = facts.offer("openai-api");
  if (!v.headlamp_ai_assistant_enabled || !api) return [];
  const base = new URL(v.headlamp_ai_assistant_base_url ?? api.publicUrl);
  const place: Place = {
    name: "the API that the assistant calls",
    peer: api.peer,
    port: api.port,
    url: base.origin,
  };
  const origin = v.headlamp_public_url;
  const run = async (live: Live): Promise<Verdict> => {
    const { status, headers } = await live.http(place, {
      method: "OPTIONS",
      path: `${base.pathname.replace(/\/$/, "")}/chat/completions`,
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": assistantHeaders.join(","),
      },
    });
    const hint = "reconcile litellm, and see that nothing before it asks for a sign-in or answers for it";
    const allowed = headers["access-control-allow-origin"];
    if (status > 299 || (allowed !== origin && allowed !== "*"))
      return wrong(`pages from ${origin} may not call it: the preflight gets ${status}`, hint);
    const refused = refusedHeaders(headers["access-control-allow-headers"] ?? "");
    if (refused.length === 0) return ok(`pages from ${origin} may call it`);
    return wrong(`pages from ${origin} may not send it ${refused.join(", ")}`, hint);
  };
  return [{ id: "headlamp-assistant", title: "Headlamp's assistant may call the API", run }];
}

/** What the assistant's client sends besides what every page may send: openai-node names its platform. */
const assistantHeaders = [
  "authorization",
  "content-type",
  ...["arch", "lang", "os", "package-version", "retry-count", "runtime", "runtime-version"].map(
    (name) => `x-stainless-${name}`,
  ),
];

/** `*` stands for every header but `authorization` (Fetch, CORS-preflight fetch). */
function refusedHeaders(allowed: string): string[] {
  const names = new Set(allowed.split(",").map((name) => name.trim().toLowerCase()));
  return assistantHeaders.filter((name) => !names.has(name) && (name === "authorization" || !names.has("*")));
}
