import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { startBrowser } from "./browser.ts";
import type { Case } from "./cases.ts";
import type { Context } from "./context.ts";

const screens = [
  { width: 1280, height: 800, colorScheme: "light" },
  { width: 1280, height: 800, colorScheme: "dark" },
  { width: 360, height: 740, colorScheme: "light" },
] as const;

/** The page of a report, as a browser shows it: whole on a telephone, readable by day and night, and on its own. */
export function pageCase(context: Context, file: string): Case {
  const check = async () => {
    const browser = await startBrowser(context, new Map());
    try {
      for (const screen of screens) await look(browser, file, screen);
    } finally {
      await browser.close();
    }
  };
  return { title: "the page of a report fits screens of each width and colour, and loads nothing", check };
}

async function look(browser: Browser, file: string, screen: (typeof screens)[number]): Promise<void> {
  const { width, height, colorScheme } = screen;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  page.on("console", (line) => loaded.push(line.text()));
  await page.goto(pathToFileURL(file).href);
  assert.deepEqual(loaded, [pathToFileURL(file).href], "it loads something, or complains");
  const wide = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(Number(wide) <= width, `it is ${wide} wide on a screen of ${width}`);
  const faint = (await page.evaluate(contrasts)) as [string, number][];
  assert.ok(faint.length > 0, "it has no text");
  // WCAG 2.2, 1.4.3, for text of a normal size.
  assert.deepEqual(
    faint.filter(([, ratio]) => ratio < 4.5),
    [],
    `on ${colorScheme}`,
  );
  await page.close();
}

/** Contrast of the words for results against what the browser paints below a page (WCAG 2.2, relative luminance). */
const contrasts = `(() => {
  const light = (css) => {
    const [r, g, b] = css.match(/[\\d.]+/g).map(Number).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const probe = document.createElement("div");
  probe.style.backgroundColor = "Canvas";
  document.body.append(probe);
  const below = light(getComputedStyle(probe).backgroundColor);
  return [...document.querySelectorAll("h1, td")].map((one) => {
    const [dark, bright] = [light(getComputedStyle(one).color), below].sort((a, b) => a - b);
    return [one.className || one.tagName, (bright + 0.05) / (dark + 0.05)];
  });
})()`;
