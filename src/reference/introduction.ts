/** What stands above the reference of all settings. */
export const introduction: readonly string[] = [
  "Every setting, made from the schema by `clusterloom docs`. Settings stand at the top level of the file; all but\nthe required ones may be left out.",
  "A switch has three values: `true` must hold, and what is missing is an error; `false` is off; a switch that is left\nout follows from what it needs. `clusterloom explain NAME` tells the value that a variable has, and why.",
  "Secrets only ever reach encrypted files. Computed variables cannot be set; templates may read them.",
];
