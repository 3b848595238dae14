import type { Validator } from "./config/validate.ts";
import type { Member } from "./derive.ts";
import validator from "./generated/validate-settings.js";
import { members } from "./members.ts";
import type { SettingsBundle } from "./schema.ts";
import { bundle } from "./settings-bundle.ts";

/** All apps that cluster.yaml can configure, and the schema of their settings. */
export interface Platform {
  readonly members: readonly Member[];
  readonly bundle: SettingsBundle;
  readonly validator: Validator;
}

/** What comes with the product; a repository with apps of its own has more (see loadPlatform). */
export const builtIn: Platform = { members, bundle, validator };
