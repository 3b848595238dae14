import type { HandoverStep } from "../app.ts";
import type { Member, Variables } from "../derive.ts";
import type { SettingSchema } from "../schema.ts";
import { block, bullets, code, line, paragraphs, table } from "./markdown.ts";

type Secret = readonly [name: string, setting: SettingSchema];

const publish = 'clusterloom configure\ngit add . && git commit --message "Replace a secret" && git push';

/** How each secret that has a value is replaced, out of what the schemas say; the values are not looked at. */
export function secretSteps(variables: Variables): HandoverStep[] {
  const secrets = variables.members.flatMap((member) => secretsOf(member, variables));
  const kept = secrets.filter(([, setting]) => setting["x-keep"] !== undefined);
  const others = secrets.filter(([, setting]) => setting["x-keep"] === undefined);
  const made = others.filter(([, setting]) => setting["x-generate"] !== undefined);
  const given = others.filter(([, setting]) => setting["x-generate"] === undefined);
  return [...when(made, rotate), ...when(given, replace), ...when(kept, keep)];
}

function secretsOf({ app, schema }: Member, variables: Variables): Secret[] {
  if (!variables.enabled(app.name)) return [];
  const facts = variables.facts(app.name);
  return Object.entries(schema.properties).filter(
    ([name, setting]) => setting["x-secret"] === true && facts.has(name),
  );
}

function when(
  secrets: readonly Secret[],
  step: (secrets: readonly Secret[]) => HandoverStep,
): HandoverStep[] {
  return secrets.length > 0 ? [step(secrets)] : [];
}

function rotate(secrets: readonly Secret[]): HandoverStep {
  const rows = secrets.map(([name, setting]) => [
    code(name),
    line(setting["x-rotate"] ?? "nothing else is to do"),
  ]);
  return {
    chapter: "secrets",
    title: "Rotate a secret that clusterloom made",
    text: paragraphs(
      "For one of these, at any time, and at once when somebody has seen it:",
      block("sh", `clusterloom secrets rotate ${secrets[0]?.[0]}\n${publish}`),
      table(["setting", "what happens then"], rows),
    ),
  };
}

function replace(secrets: readonly Secret[]): HandoverStep {
  const rows = secrets.map(([name, setting]) => [code(name), line(setting.description)]);
  return {
    chapter: "secrets",
    title: "Replace a secret that comes from elsewhere",
    text: paragraphs(
      "Have a new one made where it comes from, put it into `cluster.yaml` (with `clusterloom secrets edit` where that is\nencrypted), and withdraw the old one when the pods that use it have restarted:",
      block("sh", publish),
      table(["setting", "what it is"], rows),
    ),
  };
}

function keep(secrets: readonly Secret[]): HandoverStep {
  return {
    chapter: "secrets",
    title: "Never change these secrets",
    text: paragraphs(
      "Keep a copy of each outside of the cluster, beside the age key:",
      bullets(secrets.map(([name, setting]) => `${code(name)}: ${line(setting["x-keep"] ?? "")}`)),
    ),
  };
}
