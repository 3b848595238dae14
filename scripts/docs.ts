import { mkdir, writeFile } from "node:fs/promises";
import { members } from "../src/members.ts";
import { introduction } from "../src/reference/introduction.ts";
import { asMarkdown } from "../src/reference/markdown.ts";
import { referenceOf } from "../src/reference/reference.ts";

/** Writes docs/settings.md: the reference of everything that comes with the product. */
async function writeDocs(): Promise<void> {
  await mkdir("docs", { recursive: true });
  await writeFile("docs/settings.md", asMarkdown(members.map(referenceOf), introduction));
}

await writeDocs();
