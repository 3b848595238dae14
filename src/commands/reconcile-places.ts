import { withSettings } from "../configure/with-settings.ts";
import type { Files } from "../files.ts";
import type { Io } from "../io.ts";
import type { Position, Related } from "../problem.ts";
import { templateBehind } from "../reconcile/template-origin.ts";
import type { Globals } from "./command.ts";
import { pendingRun } from "./pending.ts";
import { readSettings } from "./settings.ts";
import { loadTemplates } from "./templates.ts";

/** The rendered tree, and the way from a line of it back to its template and settings. */
export interface Places {
  readonly files: Files;
  behind(at: Position): readonly Related[];
}

/** Renders once more, which a run that went well need not pay for; undefined when cluster.yaml is not valid. */
export async function placesIn(globals: Globals, io: Io): Promise<Places | undefined> {
  const [settings, pending] = await Promise.all([
    readSettings(globals, io),
    pendingRun(globals, io, { force: false, prune: true, settle: false }),
  ]);
  const { value, platform } = settings;
  if (!value || !platform || !pending.desired) return undefined;
  const { files } = pending.desired;
  const templates = await loadTemplates(platform);
  const compiled = templates.value;
  if (!compiled) return undefined;
  return {
    files,
    behind: (at) => {
      const problem = { code: "", severity: "error", message: "", at } as const;
      const [found] = withSettings([problem], files, value, compiled);
      return [...templateBehind(files, at), ...(found?.related ?? [])];
    },
  };
}
