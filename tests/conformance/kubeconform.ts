import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { parseAllDocuments } from "yaml";
import { askAll, type Case, rowsOf, sumRows } from "./cases.ts";
import { withCleanup } from "./cleanup.ts";
import { type Configuration, writtenConfigurations } from "./configurations.ts";
import type { Context, Row } from "./context.ts";
import { readCrds } from "./crds.ts";
import { goTool } from "./go-tool.ts";
import { isKubeObject, type KubeObject } from "./kube-object.ts";
import { refusedDocuments } from "./kubeconform-cases.ts";
import { closedSchemas } from "./openapi.ts";
import { renderConfig } from "./rendered.ts";
import { schemaLocation, writeSchemas } from "./schema-folder.ts";

export const name = "kubeconform";

const version = "v0.8.0";
const of = { counterpart: "kubeconform", version };

/** Asks another program about each document of every golden, with schemas that are none of ours. */
export async function run(context: Context): Promise<readonly Row[]> {
  const tool = await goTool(context, "github.com/yannh/kubeconform/cmd/kubeconform", version);
  const schemas = await closedSchemas(await readCrds(context));
  return rowsOf(of, () =>
    withCleanup(async (later) => {
      const folder = await mkdtemp(join(tmpdir(), "kubeconform-"));
      later(() => rm(folder, { recursive: true, force: true }));
      const written = (await writtenConfigurations()).map(documentsOf);
      const objects = written.flatMap((one) => one.objects);
      const kinds = new Set(objects.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));
      await writeSchemas(folder, schemas, kinds);
      const judge = (text: string) => judged(tool, folder, text);
      const accepted = await Promise.all(written.map((one) => acceptedRow(one, judge)));
      const refused = await askAll(
        of,
        refusedDocuments(objects).map((one) => refusal(one, judge)),
      );
      const reason = `closed schemas of ${kinds.size} kinds, from Kubernetes' OpenAPI and the CRDs`;
      return [sumRows(of, [...accepted, refused], reason)];
    }),
  );
}

interface Documents {
  readonly name: string;
  /** As they are written, one behind the other. */
  readonly text: string;
  readonly objects: readonly KubeObject[];
}

/** A kustomization.yaml is read by kustomize alone, and no object. */
function documentsOf({ name: file, text }: Configuration): Documents {
  const { value: files, problems } = renderConfig(file, text);
  if (!files) throw new Error(`${file}: ${problems[0]?.code ?? "renders to nothing"}`);
  const manifests = [...files].flatMap(([path, content]) => {
    const objects = /\.ya?ml$/.test(path) ? objectsIn(content) : [];
    return objects.length > 0 ? [{ content, objects }] : [];
  });
  return {
    name: file,
    text: manifests.map(({ content }) => content).join("\n---\n"),
    objects: manifests.flatMap(({ objects }) => objects),
  };
}

function objectsIn(text: string): KubeObject[] {
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter(isKubeObject);
}

interface Judged {
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly msg: string;
}

/** The verdict on each document; they go over stdin, because some are Secrets in plain. */
async function judged(tool: string, folder: string, input: string): Promise<readonly Judged[]> {
  const args = ["-strict", "-verbose", "-output", "json", "-schema-location", schemaLocation(folder)];
  const { stdout, stderr } = await execa(tool, args, { input, reject: false });
  if (stdout === "") throw new Error(`it said nothing but ${stderr.split("\n")[0]}`);
  return (JSON.parse(stdout) as { resources: readonly Judged[] }).resources;
}

type Judge = (text: string) => Promise<readonly Judged[]>;

async function acceptedRow({ name: file, text, objects }: Documents, judge: Judge): Promise<Row> {
  const verdicts = await judge(text);
  const wrong = verdicts.filter(({ status }) => status !== "statusValid");
  const failures = wrong.map(({ kind, name: own, msg }) => `${file}: ${kind} ${own}: ${msg}`);
  if (verdicts.length !== objects.length)
    failures.push(`${file}: ${objects.length} documents, ${verdicts.length} verdicts`);
  const cases = objects.length;
  return { ...of, cases, passed: cases - failures.length, skipped: 0, failures };
}

/** A refusal counts only for the reason that is meant. */
function refusal({ title, text, says }: ReturnType<typeof refusedDocuments>[number], judge: Judge): Case {
  return {
    title,
    check: async () => {
      const [verdict] = await judge(text);
      if (!verdict || verdict.status === "statusValid") throw new Error("it was accepted");
      if (!says.test(verdict.msg)) throw new Error(`it was refused for another reason: ${verdict.msg}`);
    },
  };
}
