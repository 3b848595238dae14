import type { Page } from "playwright-core";

/** A browser window on Open WebUI (0.11), and what one does there. */
export interface ChatPage {
  /** Signs in by the form, or with a token where there is no form. */
  readonly signIn: (account: Account) => Promise<void>;
  /** Names of all models that the selector offers, in its order. */
  readonly models: () => Promise<string[]>;
  readonly choose: (model: string) => Promise<void>;
  /** Sends a message, and waits for an answer that has the text. */
  readonly say: (message: string, answer: string) => Promise<void>;
  /** All answers of the conversation, the first on top. */
  readonly answers: () => Promise<string[]>;
  readonly screenshot: (path: string) => Promise<void>;
}

export interface Account {
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly form: boolean;
}

/** Milliseconds; a busy machine takes its time. */
const patience = 120_000;

export function chatPage(page: Page, origin: string): ChatPage {
  page.setDefaultTimeout(patience);
  const selector = page.locator("#model-selector-model-button");
  const option = page.getByRole("option");
  return {
    signIn: (account) => signIn(page, origin, account),
    models: async () => {
      await selector.click();
      const names = await allOptions(page);
      await page.keyboard.press("Escape");
      await option.first().waitFor({ state: "hidden" });
      return names;
    },
    choose: async (model) => {
      await selector.click();
      await page
        .getByRole("textbox", { name: /search/i })
        .or(page.locator("#model-search-input"))
        .first()
        .fill(model);
      await page.locator(`[role=option][data-value=${JSON.stringify(model)}]`).click();
      await page
        .locator(`#model-selector-model-button[aria-label=${JSON.stringify(`Selected model: ${model}`)}]`)
        .waitFor();
    },
    say: async (message, answer) => {
      await send(page, message);
      await page.locator(".chat-assistant").filter({ hasText: answer }).last().waitFor();
    },
    answers: async () => {
      const texts = await page.locator(".chat-assistant").allInnerTexts();
      return texts.map((text) => text.trim());
    },
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
  };
}

/** While the answer before is still being written, the page takes no message. */
async function send(page: Page, message: string): Promise<void> {
  const input = page.locator("#chat-input");
  await input.click();
  await page.keyboard.type(message);
  const end = Date.now() + patience;
  while ((await input.textContent())?.trim() !== "") {
    if (Date.now() > end) throw new Error("the page takes no message");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1000);
  }
}

async function signIn(page: Page, origin: string, { email, password, token, form }: Account): Promise<void> {
  await page.goto(`${origin}/auth`);
  if (form) {
    await page.fill("#email", email);
    await page.fill("input[type=password]", password);
    await page.click("button[type=submit]");
  } else {
    await page.evaluate(`localStorage.setItem("token", ${JSON.stringify(token)})`);
    await page.goto(origin);
  }
  await page.locator("#chat-input").waitFor();
  // What is new is told once to whoever signs in for the first time.
  const news = page.getByRole("dialog");
  await news.waitFor();
  await news.getByRole("button").last().click();
  await news.waitFor({ state: "hidden" });
}

/** The list holds only what is in sight, so it is scrolled down from top to bottom. */
async function allOptions(page: Page): Promise<string[]> {
  const list = page.getByRole("listbox", { name: /models/i });
  await page.getByRole("option").first().waitFor();
  const names = new Set<string>();
  for (;;) {
    const shown = await list
      .getByRole("option")
      .evaluateAll((options) => options.map((option) => option.getAttribute("data-value") ?? ""));
    for (const name of shown) names.add(name);
    const moved = await list.evaluate((element) => {
      const before = element.scrollTop;
      element.scrollTop += element.clientHeight / 2;
      return element.scrollTop > before;
    });
    if (!moved) return [...names];
    await page.waitForTimeout(100);
  }
}
