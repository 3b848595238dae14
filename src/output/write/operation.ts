/**
 * One change of the tree, at a path relative to the root. `was` is the content hash that the path must have
 * when the write begins, or "absent"; without it the path is not compared.
 */
export type Operation =
  | {
      readonly path: string;
      readonly action: "write";
      readonly text: string;
      /** Permission bits; left out, an existing file keeps its own and a new one gets 0644. */
      readonly mode?: number;
      readonly was?: string;
    }
  | { readonly path: string; readonly action: "delete"; readonly was?: string }
  /** Removes a folder if it is empty by then. */
  | { readonly path: string; readonly action: "delete-folder" };
