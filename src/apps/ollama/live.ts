import type { LiveSource } from "../../app.ts";
import { type Check, doubtful, ok, type Verdict, wrong } from "../../verify/check.ts";
import { jsonOf, listAt, saidIn, textAt } from "../../verify/json.ts";
import type { Live, Place } from "../../verify/live.ts";
import { port } from "./environment.ts";
import { canonicalName } from "./model-name.ts";
import { pulledModels } from "./models.ts";
import { serverLabels } from "./network.ts";
import type { OllamaVariables } from "./variables.ts";

type V = OllamaVariables;

/** What `verify` asks Ollama: that it is there, and has exactly the models of cluster.yaml. */
export const live: LiveSource<V> = (v) => {
  const peer = { namespace: v.ollama_namespace, podLabels: serverLabels };
  const place: Place = { name: "Ollama", peer, port };
  return [answers(place), models(v, place)];
};

function answers(place: Place): Check {
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await live.http(place, { path: "/api/version" });
    const version = textAt(jsonOf(text), "version");
    if (status === 200 && version !== "") return ok(`it answers, version ${version}`);
    return wrong(`it answers ${status}: ${saidIn(text)}`, "look at the log of its pod");
  };
  return { id: "ollama-answers", title: "Ollama is up", run };
}

/** A model that nobody wants any more is never deleted, and only takes room. */
function models(v: V, place: Place): Check {
  const wanted = pulledModels(v);
  const run = async (live: Live): Promise<Verdict> => {
    const { status, text } = await live.http(place, { path: "/api/tags" });
    if (status !== 200) return wrong(`its models get ${status}: ${saidIn(text)}`, "look at its log");
    const listed = listAt(jsonOf(text), "models").map((model) => textAt(model, "name"));
    const has = (names: readonly string[]) => new Set(names.map(canonicalName));
    const [there, configured] = [has(listed), has(wanted)];
    const missing = wanted.filter((name) => !there.has(canonicalName(name)));
    const extra = listed.filter((name) => !configured.has(canonicalName(name)));
    if (missing.length > 0)
      return wrong(`not pulled: ${missing.join(", ")}`, "look at the logs of its Jobs ollama-pull-…");
    if (extra.length > 0)
      return doubtful(`not configured: ${extra.join(", ")}`, "ollama rm in its pod frees the room they take");
    return ok(`${wanted.length} models, as configured`);
  };
  return {
    id: "ollama-models",
    title: "Ollama has exactly the configured models",
    needs: "ollama-answers",
    run,
  };
}
