import assert from "node:assert/strict";
import { execa } from "execa";
import type { Case } from "./cases.ts";
import type { Subject } from "./litellm-cases.ts";
import { deploymentOf } from "./litellm-settings.ts";
import type { Platform } from "./platforms.ts";

/** What an answer to each kind of request holds. */
const marks: Readonly<Record<string, string>> = {
  chat: '"choices"',
  embedding: '"embedding"',
  rerank: '"relevance_score"',
  image_generation: '"data"',
};

/** The commands of the hand-over page do what it says, when someone pastes them into a shell. */
export function handoverCases(subject: Subject): Case[] {
  const { model_list } = subject.server.config;
  if (model_list.length === 0) return [];
  const ask = section(subject.platform, "Ask every model");
  const fallbacks = section(subject.platform, "Try the fallbacks");
  return [
    {
      title: "the commands of the hand-over page ask every model",
      check: async () => {
        const answers = answersOf(await run(subject, ask));
        for (const { model_name: name, model_info } of model_list) {
          const mark = marks[model_info.mode];
          if (mark === undefined || name.includes("*")) continue;
          assert.ok(answers.get(name)?.includes(mark), `${name}: ${answers.get(name)}`);
        }
      },
    },
    ...chatFallbacks(subject).map(([name, [other = ""]], _index, all) => ({
      title: `and tell that ${other} answers for ${name}`,
      check: async () => {
        const commands = [...ask.slice(0, 1), ...fallbacks];
        const well = answersOf(await run(subject, commands));
        for (const [model] of all) assert.equal(groupIn(well.get(model)), model);
        const failing = model_list.find(({ model_name }) => model_name === name);
        subject.provider.failing.add(failing ? deploymentOf(failing) : "");
        try {
          assert.equal(groupIn(answersOf(await run(subject, commands)).get(name)), other);
        } finally {
          subject.provider.failing.clear();
        }
      },
    })),
  ];
}

function groupIn(answer: string | undefined): string | undefined {
  return /^x-litellm-model-group: (.*?)\r?$/m.exec(answer ?? "")?.[1];
}

function chatFallbacks({ platform, server }: Subject): [string, readonly string[]][] {
  const fallbacks = (platform.settings.litellm_fallbacks ?? {}) as Record<string, readonly string[]>;
  const talks = new Set(
    server.config.model_list.filter((one) => one.model_info.mode === "chat").map((one) => one.model_name),
  );
  return Object.entries(fallbacks).filter(([name]) => talks.has(name));
}

/** The shell blocks of a step, but the one that leads a port to the cluster. */
function section({ handover }: Platform, title: string): string[] {
  const from = handover.indexOf(`### ${title}\n`);
  if (from < 0) return [];
  const text = handover.slice(from + 4).split(/^##/m)[0] ?? "";
  const blocks = [...text.matchAll(/^( *)```sh\n(.*?)\n\1```$/gms)];
  return blocks
    .map(([, indent = "", block = ""]) => block.replaceAll(new RegExp(`^${indent}`, "gm"), ""))
    .filter((block) => !block.includes("port-forward"));
}

/** Runs the blocks in one shell, in which kubectl knows one Secret. */
async function run({ access }: Subject, blocks: readonly string[]): Promise<string> {
  const kubectl = 'kubectl() { printf %s "$TEST_KEY" | base64; }';
  const script = [kubectl, ...blocks].join("\n").replaceAll("http://localhost:4000", access.url);
  const { stdout } = await execa("bash", ["-s"], {
    input: script,
    env: { TEST_KEY: access.key },
    timeout: 120_000,
  });
  return stdout;
}

/** What came after the line `== name`. */
function answersOf(output: string): Map<string, string> {
  const parts = output.split(/^== /m).slice(1);
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)]),
  );
}
