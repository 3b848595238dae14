import { expect, it } from "vitest";
import { checksOf } from "../../verify/configured.ts";
import { answer, fakeLive, httpOf, verdictOf } from "../../verify/fake-live.ts";

const checks = await checksOf("airunway", "airunway");

it.each([
  ["airunway-answers", "GET /api/health", 200, "ok"],
  ["airunway-answers", "GET /api/health", 503, "error"],
  ["airunway-shut", "GET /api/deployments", 401, "ok"],
  ["airunway-shut", "GET /api/deployments", 200, "error"],
  ["airunway-shut", "GET /api/deployments", 404, "warning"],
])("%s, where %s gets %i, is %s", async (id, request, status, expected) => {
  const live = fakeLive({ http: httpOf({ [request]: answer(status) }) });
  expect((await verdictOf(checks, id, live)).status).toBe(expected);
});
