import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import type { Subject } from "./litellm-cases.ts";
import { type Answer, ask } from "./litellm-requests.ts";
import { deploymentOf, type Model } from "./litellm-settings.ts";

/**
 * When a model's provider fails, the first of the others answers, and says so; when that fails, too, the second, to
 * the end of the chain. A silent provider counts as one that fails after the model's own timeout.
 */
export function fallbackCases(subject: Subject): Case[] {
  const fallbacks = (subject.platform.settings.litellm_fallbacks ?? {}) as Record<string, readonly string[]>;
  return [
    ...Object.entries(fallbacks).flatMap(([model, others]) => [
      ...others.map((_other, index) => chainCase(subject, model, others.slice(0, index + 1))),
      ...silentCase(subject, model, others),
    ]),
    ...defaultCase(subject, fallbacks),
  ];
}

/** All of the chain but its last model fail. */
function chainCase(subject: Subject, name: string, others: readonly string[]): Case {
  const last = others.at(-1) ?? "";
  const check = async () => {
    const failing = [name, ...others.slice(0, -1)];
    const { asked } = subject.provider;
    const before = asked.length;
    const { status, headers, text } = await askWhile(subject, name, failing);
    assert.equal(status, 200, text);
    // LiteLLM does not always count the hops to the end.
    assert.ok(Number(headers.get("x-litellm-attempted-fallbacks")) >= 1, "it counts no fallback");
    assert.equal(headers.get("x-litellm-model-group"), last);
    // Guardrails are asked, too, but they name no model.
    const way = [...new Set(asked.slice(before).flatMap(({ model }) => model || []))];
    assert.deepEqual(
      way,
      [...failing, last].map((one) => deploymentOf(modelOf(subject, one))),
    );
  };
  return { title: `${[name, ...others].join(" -> ")}: ${last} answers`, check };
}

/** A client notices nothing of a provider that hangs but the seconds that are written down for it. */
function silentCase(subject: Subject, name: string, [other = ""]: readonly string[]): Case[] {
  const timeout = Number(modelOf(subject, name).litellm_params.timeout);
  const patience = Number(modelOf(subject, other).litellm_params.timeout ?? 600);
  // Longer ones would hold up the suite.
  if (!(timeout <= 5 && patience > timeout + 1)) return [];
  const check = async () => {
    const { slow } = subject.provider;
    slow.set(deploymentOf(modelOf(subject, name)), (timeout + 30) * 1000);
    // The one that takes over has its own timeout, not the rest of the first one's.
    slow.set(deploymentOf(modelOf(subject, other)), (timeout + 1) * 1000);
    const start = performance.now();
    const { status, headers, text } = await askWhile(subject, name, []);
    const seconds = (performance.now() - start) / 1000;
    assert.equal(status, 200, text);
    assert.equal(headers.get("x-litellm-model-group"), other);
    assert.ok(seconds >= 2 * timeout && seconds < 4 * timeout + 10, `it took ${seconds.toFixed(1)} seconds`);
  };
  return [{ title: `${name} is silent for ${timeout} seconds: ${other} answers`, check }];
}

/** A model without fallbacks of its own has the usual ones. */
function defaultCase(subject: Subject, fallbacks: Readonly<Record<string, unknown>>): Case[] {
  const [usual] = subject.server.config.router_settings.default_fallbacks ?? [];
  const model = subject.server.config.model_list.find(
    ({ model_name: name, model_info: { mode } }) =>
      mode === "chat" && name !== usual && !name.includes("*") && !Object.hasOwn(fallbacks, name),
  );
  if (usual === undefined || model === undefined) return [];
  const check = async () => {
    const { status, headers, text } = await askWhile(subject, model.model_name, [model.model_name]);
    assert.equal(status, 200, text);
    assert.equal(headers.get("x-litellm-model-group"), usual);
  };
  return [{ title: `${model.model_name} has the usual fallback ${usual}`, check }];
}

async function askWhile(subject: Subject, name: string, failing: readonly string[]): Promise<Answer> {
  const { access, provider } = subject;
  for (const one of failing) provider.failing.add(deploymentOf(modelOf(subject, one)));
  try {
    return await ask(access, modelOf(subject, name), `who answers for ${name} when ${failing.join()} fail`);
  } finally {
    provider.failing.clear();
    provider.slow.clear();
  }
}

function modelOf({ server }: Subject, name: string): Model {
  const model = server.config.model_list.find(({ model_name }) => model_name === name);
  if (!model) throw new Error(`there is no model ${name}`);
  return model;
}
