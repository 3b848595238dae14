import type { Mode } from "./modes.ts";

type Entries = Readonly<Record<string, unknown>>;

/** A deployment of a model: what becomes an entry of model_list. */
export interface ServedModel {
  /** The name that clients ask for. */
  readonly name: string;
  readonly mode: Mode;
  /** litellm_params: how it is called. */
  readonly params: Entries;
  /** model_info beside mode and access groups. */
  readonly info: Entries;
  readonly groups: readonly string[];
}
