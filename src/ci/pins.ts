/** An action of GitHub's at a commit, which no tag can move; Renovate reads the version behind it. */
export interface Pin {
  readonly action: string;
  readonly commit: string;
  readonly version: string;
}

export const checkout: Pin = {
  action: "actions/checkout",
  commit: "de0fac2e4500dabe0009e67214ff5f5447ce83dd",
  version: "v6.0.2",
};

export const setupNode: Pin = {
  action: "actions/setup-node",
  commit: "48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e",
  version: "v6.4.0",
};

/** The Node that runs clusterloom in CI. */
export const nodeVersion = "22.20.0";

/** The value of a step's `uses`. */
export function pinned({ action, commit, version }: Pin): string {
  return `${action}@${commit} # ${version}`;
}
