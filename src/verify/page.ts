import type { Checked } from "./check.ts";
import { countsOf, summary } from "./count.ts";

/** What a report is about. */
export interface Report {
  readonly checks: readonly Checked[];
  readonly at: Date;
  /** How it was asked, such as `context home, by port-forward`. */
  readonly how: string;
  /** Titles of apps by their names. */
  readonly titles: ReadonlyMap<string, string>;
  readonly version: string;
}

const words = { ok: "holds", warning: "in doubt", error: "does not hold", skipped: "not asked" } as const;

const style = `
:root { color-scheme: light dark; --line: #8884; --ok: #1a7f37; --error: #cf222e; --warning: #9a6700; --skipped: #6e7781; }
@media (prefers-color-scheme: dark) { :root { --ok: #3fb950; --error: #f85149; --warning: #d29922; --skipped: #8b949e; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
td:first-child { white-space: nowrap; font-weight: 600; }
td { overflow-wrap: anywhere; }
small { display: block; opacity: .75; }
.ok { color: var(--ok); } .error { color: var(--error); } .warning { color: var(--warning); } .skipped { color: var(--skipped); }
@media print { body { max-width: none; margin: 0; } }
`;

/** One page of HTML that needs no other file, runs no script and loads nothing. */
export function page({ checks, at, how, titles, version }: Report): string {
  const counts = countsOf(checks);
  const apps = [...new Set(checks.map(({ app }) => app))];
  const head = `${counts.error === 0 ? "The platform does what was asked" : "The platform does not do all that was configured"}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(head)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(head)}</h1>
<p>${escaped(summary(counts))}. Asked on <time datetime="${at.toISOString()}">${shownTime(at)}</time>, ${escaped(how)}, by clusterloom ${escaped(version)}.</p>
${apps
  .map((app) =>
    section(
      titles.get(app) ?? app,
      checks.filter((one) => one.app === app),
    ),
  )
  .join("\n")}
</body>
</html>
`;
}

function section(title: string, checks: readonly Checked[]): string {
  return `<section>
<h2>${escaped(title)}</h2>
<table>
<thead><tr><th scope="col">Result</th><th scope="col">Claim</th><th scope="col">What was seen</th></tr></thead>
<tbody>
${checks.map(row).join("\n")}
</tbody>
</table>
</section>`;
}

function row({ status, title, message, hint, milliseconds }: Checked): string {
  const more = hint === undefined ? "" : `<small>${escaped(hint)}</small>`;
  const took = status === "skipped" ? "" : `<small>${(milliseconds / 1000).toFixed(1)} s</small>`;
  return `<tr><td class="${status}">${words[status]}</td><td>${escaped(title)}</td><td>${escaped(message)}${more}${took}</td></tr>`;
}

function shownTime(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
