import { distinct, makeNamespaces, objectsOf } from "./api-server.ts";
import { refusal } from "./apply.ts";
import { rowsOf } from "./cases.ts";
import { withCleanup } from "./cleanup.ts";
import { type Configuration, writtenConfigurations } from "./configurations.ts";
import type { Context, Row } from "./context.ts";
import { installCrds, readCrds } from "./crds.ts";
import { type ApiServer, type ApiServerTools, apiServerTools, startApiServer } from "./kube-api-server.ts";
import type { KubeObject } from "./kube-object.ts";
import type { Resources } from "./kube-resources.ts";
import { type Disagreement, exceptionFor } from "./mutant-exceptions.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { ourErrors } from "./our-verdict.ts";
import { randomConfigurations } from "./random-configurations.ts";
import { recordedRow } from "./recorded.ts";

export const name = "differential";

/** Asked on CI each time; `--seed N`, also several, asks others. */
const usual = 20261121;
const counterpart = "kube-apiserver against our check";
const generated = 40;
const count = 4000;

/** Compares our verdict on mutants of the documents that we emit with that of a real API server. */
export async function run(context: Context): Promise<readonly Row[]> {
  const [tools, crds] = await Promise.all([apiServerTools(context), readCrds(context)]);
  return rowsOf({ counterpart, version: tools.version }, () => askAll(context, tools, crds));
}

async function askAll(
  context: Context,
  tools: ApiServerTools,
  crds: readonly KubeObject[],
): Promise<readonly Row[]> {
  return withCleanup(async (later) => {
    const server = await startApiServer(tools, later);
    const resources = await installCrds(server.ask, crds);
    const written = await writtenConfigurations();
    const asked = { ...server, version: tools.version, resources };
    const rows = [await recordedRow(asked)];
    for (const seed of context.seeds.length > 0 ? context.seeds : [usual])
      rows.push(await compareAll(context, asked, written, seed));
    return rows;
  });
}

interface Asked extends Pick<ApiServer, "ask"> {
  readonly version: string;
  readonly resources: Resources;
}

async function compareAll(
  context: Context,
  server: Asked,
  written: readonly Configuration[],
  seed: number,
): Promise<Row> {
  const random = randomConfigurations(seed, generated).map(
    (text, index): Configuration => ({ name: `random configuration ${index}`, text }),
  );
  const objects = distinct(
    [...written, ...random].flatMap((one) => objectsOf(one, server.resources).objects),
  );
  await makeNamespaces(server.ask, server.resources, objects);
  const mutants = mutantsOf(objects, seed, count);
  const verdicts = await Promise.all(mutants.map((mutant) => compare(server, mutant)));
  return rowOf(server.version, seed, verdicts, context);
}

async function compare({ ask, resources }: Asked, { object, mutation, path }: Mutant): Promise<Disagreement> {
  const { reason } = await refusal(ask, resources, object);
  const codes = ourErrors(object).map(({ code }) => code);
  // What the server has against a Secret quotes it.
  const said = object.kind === "Secret" ? reason?.split(/Invalid value|got |expected /)[0] : reason;
  return { kind: object.kind, path, mutation, codes, refusal: said };
}

function isDisagreement({ codes, refusal: said }: Disagreement): boolean {
  return codes.length > 0 !== (said !== undefined);
}

function rowOf(version: string, seed: number, verdicts: readonly Disagreement[], context: Context): Row {
  const cases = verdicts.length;
  const differing = verdicts.filter(isDisagreement);
  const refused = verdicts.filter((one) => one.refusal !== undefined).length;
  const unexplained = differing.filter((one) => exceptionFor(one) === undefined);
  const agreement = ((100 * (cases - differing.length)) / cases).toFixed(1);
  const meant = differing.length - unexplained.length;
  const reason = `seed ${seed}: the server refuses ${refused}; agreement ${agreement} %, and ${meant} differ as listed`;
  context.log(reason);
  for (const [listed, times] of countedExceptions(differing)) context.log(`${times} times: ${listed}`);
  const failures = unexplained.map(describe);
  return {
    counterpart,
    version,
    cases,
    passed: cases - failures.length,
    skipped: 0,
    reason,
    failures,
  };
}

/** How often each exception was needed, and for which codes, so that one that never is can go. */
function countedExceptions(differing: readonly Disagreement[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const one of differing) {
    const why = exceptionFor(one);
    const key = `${one.kind}, ${[...new Set(one.codes)].join(" and ")}: ${why}`;
    if (why !== undefined) counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return counted;
}

function describe({ kind, path, mutation, codes, refusal: said }: Disagreement): string {
  const ours = codes.length > 0 ? `we say ${[...new Set(codes)].join(", ")}` : "we accept";
  return `${kind} ${mutation} ${path}: ${ours}, the server ${said === undefined ? "accepts" : `says ${said.slice(0, 400)}`}`;
}
