import { readFile } from "node:fs/promises";
import { parseConfig } from "../../src/config/load.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import { builtIn } from "../../src/platform.ts";
import type { Check } from "../../src/verify/check.ts";
import { chooseChecks } from "../../src/verify/choose.ts";

/** The checks of one app for a golden's cluster.yaml, perhaps with further lines in it. */
export async function checksOf(golden: string, app: string, more = ""): Promise<readonly Check[]> {
  const file = `tests/goldens/${golden}/cluster.yaml`;
  const { value: config, problems } = parseConfig(file, `${await readFile(file, "utf8")}\n${more}`);
  if (!config) throw new Error(problems[0]?.message);
  const { value } = judgeSettings({ config, secrecy: "plain" }, problems, builtIn);
  if (!value) throw new Error(`${file} has errors`);
  return chooseChecks(value.variables, [app]).value?.[0]?.checks ?? [];
}
