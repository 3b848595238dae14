/** An option that every command has; also set by its environment variable. */
export interface GlobalOption {
  /** In commander's syntax. */
  readonly flags: string;
  readonly text: string;
  readonly env: string;
  readonly choices?: readonly string[];
  readonly default?: string;
}

/** In the order that the help prints them. */
export const globalOptions: readonly GlobalOption[] = [
  { flags: "--root <dir>", text: "the repository", env: "CLUSTERLOOM_ROOT", default: "." },
  {
    flags: "--config <file>",
    text: "the settings (default: cluster.yaml in the root)",
    env: "CLUSTERLOOM_CONFIG",
  },
  {
    flags: "--format <format>",
    text: "how to print",
    env: "CLUSTERLOOM_FORMAT",
    choices: ["text", "json", "github", "gitlab", "sarif"],
    default: "text",
  },
  { flags: "--no-color", text: "print without colours", env: "CLUSTERLOOM_NO_COLOR" },
  { flags: "-q, --quiet", text: "print results and problems only", env: "CLUSTERLOOM_QUIET" },
  { flags: "-v, --verbose", text: "say more", env: "CLUSTERLOOM_VERBOSE" },
];
