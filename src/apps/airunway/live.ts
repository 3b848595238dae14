import type { LiveSource } from "../../app.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../../verify/check.ts";
import { saidIn } from "../../verify/json.ts";
import type { Live, Place } from "../../verify/live.ts";
import { pageLabels, pagePort } from "./network.ts";
import type { AirunwayVariables } from "./variables.ts";

type V = AirunwayVariables;

/** What `verify` asks AI Runway's page. */
export const live: LiveSource<V> = (v) => {
  const place: Place = {
    name: "AI Runway",
    peer: { namespace: v.airunway_namespace, podLabels: pageLabels },
    port: pagePort,
    ...(v.airunway_route_enabled && { url: v.airunway_public_url }),
  };
  return [answers(place), shut(place)];
};

function answers(place: Place): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await live.http(place, { path: "/api/health" });
    if (status === 200) return ok("its page is there");
    return wrong(`its health gets ${status}: ${saidIn(text)}`, "look at the log of its pod");
  };
  return { id: "airunway-answers", title: "AI Runway is up", run };
}

/** Its server may read every Secret, so that whoever gets in has got them (backend/src/hono-app.ts). */
function shut(place: Place): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const { status } = await live.http(place, { path: "/api/deployments" });
    if (status === 401 || status === 403) return ok("who has no token is refused");
    if (status < 400)
      return wrong("anybody sees what it runs", "see AUTH_ENABLED of the Deployment airunway, and reconcile");
    return doubtful(`without a token it answers ${status}, not 401`, "look at the log of its pod");
  };
  return { id: "airunway-shut", title: "AI Runway asks for a token", needs: "airunway-answers", run };
}
