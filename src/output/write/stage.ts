import type { Outcome, Problem } from "../../problem.ts";
import { clean } from "../../report/clean.ts";
import { type Disk, type Entry, errnoOf } from "../disk.ts";
import { diskProblem } from "../disk-problem.ts";
import { allFoldersAbove, surveyFolders } from "../folders.ts";
import { contentHash } from "../hash.ts";
import { absolute } from "../jail.ts";
import { notRegular } from "../not-regular.ts";
import { parallel } from "../parallel.ts";
import type { Site } from "./apply.ts";
import { type Journal, newFile, oldFile, type Step } from "./journal.ts";
import type { Operation } from "./operation.ts";

type FileOperation = Exclude<Operation, { readonly action: "delete-folder" }>;

/** Files written and flushed at once. */
const WRITERS = 8;
/** Permission bits of new files, before the umask. */
const DEFAULT_MODE = 0o644;
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV", "EINVAL"];

/**
 * Puts every new content, and a second name for everything it replaces, into the staging folder and returns
 * the journal of what is left to do. The tree itself is not touched. Gives `changed-meanwhile` when a path
 * is not what the plan saw, and the problems of `surveyFolders` and the disk.
 */
export async function stage(site: Site, operations: readonly Operation[]): Promise<Outcome<Journal>> {
  const files = operations.filter(
    (operation): operation is FileOperation => operation.action !== "delete-folder",
  );
  const ordered = [...files.filter(isDelete), ...files.filter((file) => !isDelete(file))];
  const survey = await surveyFolders(
    site.root,
    operations.map(({ path }) => path),
    site.disk,
  );
  if (survey.problems.length > 0) return { value: undefined, problems: survey.problems };
  const steps: Step[] = [];
  const problems: Problem[] = [];
  await parallel(ordered, WRITERS, async (file, index) => {
    const staged = await stageOne(site, file, index);
    if ("code" in staged) problems.push(staged);
    else steps[index] = staged;
  });
  if (problems.length > 0) return { value: undefined, problems };
  const writes = files.filter((file) => !isDelete(file)).map(({ path }) => path);
  const made = allFoldersAbove(writes).filter((folder) => !survey.existing.has(folder));
  const emptied = operations.filter(({ action }) => action === "delete-folder").map(({ path }) => path);
  return { value: { version: 1, steps, made, emptied }, problems: [] };
}

async function stageOne(site: Site, file: FileOperation, index: number): Promise<Step | Problem> {
  const { path, action } = file;
  const target = absolute(site.root, path);
  try {
    const entry = await site.disk.entry(target);
    if (entry && entry.kind !== "file") return notRegular(path, entry.kind);
    if (await isChanged(file, entry, target, site.disk)) return changedMeanwhile(path);
    if (action === "write") await stageContent(site, file, index, entry);
    return { path, action, existed: entry !== undefined };
  } catch (error) {
    return diskProblem(error, path, action);
  }
}

async function isChanged(
  file: FileOperation,
  entry: Entry | undefined,
  target: string,
  disk: Disk,
): Promise<boolean> {
  if (file.was === undefined) return false;
  return (entry ? contentHash(await disk.read(target)) : "absent") !== file.was;
}

async function stageContent(
  { root, staging, disk }: Site,
  file: Extract<FileOperation, { action: "write" }>,
  index: number,
  entry: Entry | undefined,
): Promise<void> {
  const mode = file.mode ?? entry?.mode;
  await disk.writeNew(newFile(staging, index), file.text, mode ?? DEFAULT_MODE);
  if (mode !== undefined) await disk.chmod(newFile(staging, index), mode);
  if (entry) await backUp(absolute(root, file.path), oldFile(staging, index), disk);
}

async function backUp(target: string, old: string, disk: Disk): Promise<void> {
  try {
    await disk.link(target, old);
  } catch (error) {
    if (!NO_LINKS.includes(errnoOf(error) ?? "")) throw error;
    await disk.copy(target, old);
  }
}

function isDelete({ action }: FileOperation): boolean {
  return action === "delete";
}

function changedMeanwhile(path: string): Problem {
  return {
    code: "changed-meanwhile",
    severity: "error",
    message: `${clean(path)} changed while this run was planning`,
    hint: "run again",
    at: { file: path, line: 1, column: 1 },
  };
}
