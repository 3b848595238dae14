import type { Finding } from "../../../app.ts";
import type { OwnModel } from "../own-models.ts";
import type { LitellmVariables } from "../variables.ts";

/** An entry of litellm_models with its place. */
export type PlacedModel = OwnModel & { readonly index: number };

/** Every entry of litellm_models. */
export function entriesOf(v: LitellmVariables): PlacedModel[] {
  return v.litellm_models.map((entry, index) => ({ ...entry, index }));
}

/** A finding at a place in an entry of litellm_models. */
export function found(
  index: number,
  code: string,
  message: string,
  hint: string,
  ...below: readonly (string | number)[]
): Finding {
  return { code, setting: "litellm_models", path: [index, ...below], message, hint };
}
