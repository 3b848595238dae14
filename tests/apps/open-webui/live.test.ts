import { expect, it } from "vitest";
import { checksOf } from "../../verify/configured.ts";
import { answer, fakeLive, httpOf, verdictOf } from "../../verify/fake-live.ts";

const checks = await checksOf("webui", "open-webui");
const models = (...names: readonly string[]) =>
  answer(200, JSON.stringify({ data: names.map((id) => ({ id })) }));
const all = models("gpt-4.1", "gpt-4.1-mini");
const signIn = "POST /api/v1/auths/signin";
const list = "GET /api/models?refresh=true";
const connection = "GET /openai/models/0";
const well = { [signIn]: answer(200, '{"token":"t"}'), [connection]: all, [list]: all };

it.each([
  ["are not what is configured", { [list]: models("other") }, "error", "missing"],
  [
    "are the last known only",
    { [connection]: answer(500, '{"detail":"Server Connection Error"}') },
    "error",
    "LiteLLM: Server",
  ],
  ["are not told", { [list]: answer(500, '{"detail":"oops"}') }, "error", "oops"],
  ["are for others", { [signIn]: answer(400, '{"detail":"wrong password"}') }, "skipped", "wrong password"],
  ["come after the sign-in, which fails", { [signIn]: answer(503) }, "error", "sign-in"],
])("its models %s", async (_title, broken, status, says) => {
  const live = fakeLive({ http: httpOf({ ...well, ...broken }) });
  const verdict = await verdictOf(checks, "open-webui-models", live);
  expect(verdict.status).toBe(status);
  expect(verdict.message).toContain(says);
});

it("its models are exactly the configured ones", async () => {
  const ask = (answers: typeof well) =>
    verdictOf(checks, "open-webui-models", fakeLive({ http: httpOf(answers) }));
  const missing = await ask({ ...well, [list]: models() });
  const names = missing.message.replace("missing: ", "").split(", ");
  expect(names.length).toBeGreaterThan(1);
  expect((await ask({ ...well, [list]: models(...names) })).status).toBe("ok");
});
