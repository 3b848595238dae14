import { expect, it } from "vitest";
import { checksOf } from "../../verify/configured.ts";
import { answer, fakeLive, httpOf, verdictOf } from "../../verify/fake-live.ts";

const checks = await checksOf("webui", "litellm");
const id = "litellm-client-open-webui";

it.each([
  ["is taken", answer(200, '{"data":[{"id":"any"}]}'), "ok"],
  [
    "is unknown",
    answer(401, '{"error":{"message":"Authentication Error, Invalid proxy server token"}}'),
    "error",
  ],
  ["is spent", answer(400, '{"error":{"message":"Budget has been exceeded"}}'), "error"],
  ["cannot be known", answer(400, '{"error":{"message":"No connected db."}}'), "skipped"],
])("an app's key %s", async (_title, given, status) => {
  const live = fakeLive({ http: httpOf({ "GET /v1/models": given }) });
  expect((await verdictOf(checks, id, live)).status).toBe(status);
});
