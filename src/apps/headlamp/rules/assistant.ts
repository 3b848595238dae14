import type { Facts, Finding, Rule } from "../../../app.ts";
import { folderOf, pluginsOf } from "../plugins.ts";
import { compareVersions } from "../semver.ts";
import type { HeadlampVariables } from "../variables.ts";

type V = HeadlampVariables;

/** The first version with the provider `vllm`, which takes a base URL and a key. */
const firstUsable = "0.3.0-alpha";

/** What the assistant needs to reach the OpenAI-compatible API from a browser. */
export const assistantRules: readonly Rule<V>[] = [
  onlyWithAssistant(versions),
  onlyWithAssistant(publicApi),
  onlyWithAssistant(page),
  onlyWithAssistant(listedTwice),
  onlyWithAssistant(models),
];

function onlyWithAssistant(rule: Rule<V>): Rule<V> {
  return (v, facts) => (v.headlamp_ai_assistant_enabled ? rule(v, facts) : []);
}

function* versions(v: V): Iterable<Finding> {
  const version = v.headlamp_ai_assistant_version;
  if (compareVersions(version, firstUsable) >= 0) return;
  yield {
    code: "assistant-too-old",
    setting: "headlamp_ai_assistant_version",
    message: `no provider of the assistant ${version} takes both a base URL and a key, so it cannot call this platform`,
    hint: `write ${firstUsable} or later`,
  };
}

/** A page that was loaded by HTTPS may call nothing else, and its preflight request carries no sign-in. */
function* publicApi(v: V, facts: Facts): Iterable<Finding> {
  const api = facts.offer("openai-api");
  if (!api) return;
  const fault = !api.public
    ? "no route leads browsers to the OpenAI-compatible API, or a sign-in stands before it"
    : isMixed(v, api.publicUrl) && `browsers refuse to call ${api.publicUrl} from a page with HTTPS`;
  if (!fault) return;
  yield {
    code: "assistant-without-public-api",
    setting: "headlamp_ai_assistant_enabled",
    message: `the assistant runs in the browser, but ${fault}`,
    hint: "give the API a public route with HTTPS and without a sign-in of its own, or set headlamp_ai_assistant_enabled: false",
  };
}

function isMixed(v: V, url: string): boolean {
  return v.headlamp_public_url.startsWith("https:") && !url.startsWith("https:");
}

function* page(v: V): Iterable<Finding> {
  if (v.headlamp_route_enabled) return;
  yield {
    code: "assistant-without-page",
    severity: "warning",
    setting: "headlamp_gateways",
    message: `the API lets ${v.headlamp_public_url} call it, but headlamp_gateways names no Gateway for that page`,
    hint: "add internal or external to headlamp_gateways, or set headlamp_ai_assistant_enabled: false",
  };
}

function* listedTwice(v: V): Iterable<Finding> {
  const assistant = pluginsOf(v).at(-1);
  if (!assistant) return;
  for (const [index, plugin] of v.headlamp_plugins.entries()) {
    if (plugin.name !== assistant.name && folderOf(plugin) !== folderOf(assistant)) continue;
    yield {
      code: "duplicate-plugin",
      setting: "headlamp_plugins",
      path: [index],
      message: "the assistant is installed already, by headlamp_ai_assistant_enabled",
      hint: "remove it here; headlamp_ai_assistant_version chooses its version",
    };
  }
}

/** With a wildcard nobody but the provider knows which models there are. */
function* models(v: V, facts: Facts): Iterable<Finding> {
  const api = facts.offer("openai-api");
  if (!api || api.wildcards.length > 0) return;
  for (const [index, model] of v.headlamp_ai_assistant_models.entries()) {
    if (api.chatModels.includes(model)) continue;
    yield {
      code: "unknown-model",
      setting: "headlamp_ai_assistant_models",
      path: [index],
      message: `${model} is not among the models that talk`,
      hint: `write one of ${api.chatModels.join(", ")}`,
    };
  }
}
