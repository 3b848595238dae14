import type { Checked } from "./check.ts";
import { type Counts, countsOf, summary } from "./count.ts";
import { style } from "./page-style.ts";

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

/** One page of HTML that needs no other file, runs no script and loads nothing. */
export function page({ checks, at, how, titles, version }: Report): string {
  const counts = countsOf(checks);
  const head = headline(counts, checks.length);
  const apps = [...new Set(checks.map(({ app }) => app))];
  const own = (app: string) => checks.filter((one) => one.app === app);
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
${first(checks)}${apps.map((app) => section(titles.get(app) ?? app, own(app))).join("\n")}
</body>
</html>
`;
}

function headline({ error, skipped }: Counts, all: number): string {
  if (skipped === all) return "Nothing could be asked of the platform";
  return error === 0
    ? "The platform does what was asked"
    : "The platform does not do all that was configured";
}

/** What does not hold, on top of all that was asked. */
function first(checks: readonly Checked[]): string {
  const of = (status: Checked["status"]) => checks.filter((one) => one.status === status);
  const wrong = [...of("error"), ...of("warning")];
  return wrong.length === 0 ? "" : `${section("To look at", wrong)}\n`;
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
  const more = hint === undefined ? "" : `<small>→ ${escaped(hint)}</small>`;
  const took =
    status === "skipped" ? "" : `<small class="took">${(milliseconds / 1000).toFixed(1)} s</small>`;
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
