import type { HandoverStep } from "../app.ts";
import { paragraphs } from "./markdown.ts";
import { chapters } from "./steps.ts";

/** Where the page stands in the user's repository. */
export const handoverPath = "docs/handover.md";

const introduction = `What is left for a person to do with this configuration, and how to do what comes up later. \`clusterloom configure\`
writes this page from \`cluster.yaml\`, and \`clusterloom handover\` prints it. It names secrets by their settings and
holds no values.

Copy the list into an issue to tick the steps off there: this page is written anew when \`cluster.yaml\` changes.`;

interface Placed extends HandoverStep {
  readonly anchor: string;
}

interface Chapter {
  readonly title: string;
  readonly anchor: string;
  readonly steps: readonly Placed[];
}

/** The page as Markdown, and nothing when there is nothing to do; the same steps give the same bytes. */
export function handoverPage(steps: readonly HandoverStep[]): string | undefined {
  if (steps.length === 0) return undefined;
  const placed = placedChapters(steps);
  const text = paragraphs(
    "# Hand-over",
    introduction,
    "## Steps",
    placed.map(checklist).join("\n\n"),
    ...placed.map(chapterText),
  );
  return `${text}\n`;
}

/** Headings in the order of the page, since GitHub and GitLab number those that are alike. */
function placedChapters(steps: readonly HandoverStep[]): Chapter[] {
  const anchorOf = anchors();
  for (const heading of ["Hand-over", "Steps"]) anchorOf(heading);
  return Object.entries(chapters).flatMap(([chapter, title]): Chapter[] => {
    const own = steps.filter((step) => step.chapter === chapter);
    if (own.length === 0) return [];
    const anchor = anchorOf(title);
    const placed = own.map((step) => {
      const line = step.title.replaceAll(/\s+/g, " ").trim();
      return { ...step, title: line, anchor: anchorOf(line) };
    });
    return [{ title, anchor, steps: placed }];
  });
}

function checklist({ title, anchor, steps }: Chapter): string {
  const boxes = steps.map((step) => `- [ ] [${step.title}](#${step.anchor})`);
  return [`[${title}](#${anchor})`, "", ...boxes].join("\n");
}

function chapterText({ title, steps }: Chapter): string {
  return paragraphs(`## ${title}`, ...steps.map((step) => paragraphs(`### ${step.title}`, step.text.trim())));
}

/** Gives each heading the anchor that GitHub and GitLab give it. */
function anchors(): (heading: string) => string {
  const counts = new Map<string, number>();
  return (heading) => {
    const name = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  };
}
