import type { Facts } from "../../app.ts";
import { type Check, ok, skipped, type Verdict, wrong } from "../../verify/check.ts";
import { saidIn } from "../../verify/json.ts";
import type { Live, Place } from "../../verify/live.ts";
import { modelNames, sameModels } from "../../verify/models.ts";
import { clientKeysName } from "./client-keys.ts";

/** Each key of an app's own is known, and sees its models; a Job makes the keys in LiteLLM's database. */
export function clientChecks(facts: Facts, place: Place): Check[] {
  return facts.claims("openai-client").flatMap(({ name, key }) => {
    if (!key) return [];
    const run = async (live: Live): Promise<Verdict> => {
      const authorization = `Bearer ${key.value}`;
      const { status, text } = await live.http(place, { path: "/v1/models", headers: { authorization } });
      const listed = modelNames(text);
      if (status === 200 && listed)
        return key.models.length === 0
          ? ok("its key is taken")
          : sameModels(listed, key.models, [], "the key has other models: see the Job of the client keys");
      if (text.includes("No connected db"))
        return skipped("LiteLLM runs without its database, which has the keys", "see the checks of it");
      const hint = `the Job ${clientKeysName} makes them: look at its log, and reconcile litellm`;
      return wrong(`its key gets ${status}: ${saidIn(text)}`, hint);
    };
    const title = `LiteLLM knows the key of ${name}`;
    return [{ id: `litellm-client-${name}`, title, needs: "litellm-key", run }];
  });
}
