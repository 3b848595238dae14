import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { type Grammar, grammarOf } from "../completion/grammar.ts";
import { zshScript } from "../completion/zsh.ts";
import { members } from "../members.ts";
import { clean } from "../report/clean.ts";
import type { Run } from "./command.ts";
import { globalOptions } from "./global-options.ts";
import { commands } from "./table.ts";

interface Options {
  readonly arguments: readonly string[];
}

const scripts: Readonly<Record<string, (grammar: Grammar) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** The script that makes a shell complete our commands, options, apps and variables. */
export const run: Run<Options> = async ({ arguments: [shell = ""] }) => {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script) {
    const text = script(await ourGrammar());
    return { exitCode: 0, problems: [], text, report: { script: text } };
  }
  const message = `there is no completion for ${clean(shell)}`;
  const hint = `name one of ${Object.keys(scripts).join(", ")}`;
  return { exitCode: 3, problems: [{ code: "usage", severity: "error", message, hint }] };
};

async function ourGrammar(): Promise<Grammar> {
  const { ourTemplates } = await import("../own-apps/our-templates.ts");
  const templates = [...(await ourTemplates()).keys()].map((path) => path.slice(path.indexOf("/") + 1));
  const key = members.flatMap(({ app, schema }) => [
    ...Object.keys(schema.properties),
    ...Object.keys(app.derived ?? {}),
  ]);
  const choices = globalOptions.flatMap(({ flags, choices: words }) => {
    const name = /<([^>]+)>/.exec(flags)?.[1];
    return words && name ? [[name, words] as const] : [];
  });
  return grammarOf(
    commands,
    globalOptions.map(({ flags, text }) => [flags, text] as const),
    {
      ...Object.fromEntries(choices),
      key: key.sort(),
      app: members.map(({ app }) => app.name).filter((name) => name !== "cluster"),
      template: [...new Set(templates)].sort(),
      shell: Object.keys(scripts),
    },
  );
}
