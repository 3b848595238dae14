import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../../../src/verify/live.ts";
import { checksOf } from "../../verify/configured.ts";
import { answer, fakeLive, httpOf, verdictOf } from "../../verify/fake-live.ts";

const checks = await checksOf("headlamp-full", "headlamp");
const issuer = "https://auth.example.com";

describe("the sign-in", () => {
  const login = "GET /oidc?cluster=main";
  it.each([
    [
      "leads to the issuer",
      answer(302, "", { location: `${issuer}/realms/x/protocol/openid-connect/auth?a=b` }),
      "ok",
    ],
    ["leads elsewhere", answer(302, "", { location: "https://evil.example.org/" }), "error"],
    ["leads to a name that only begins alike", answer(302, "", { location: `${issuer}.evil.org/` }), "error"],
    ["fails, because the issuer is silent", answer(500, "failed to get provider"), "error"],
  ])("%s", async (_title, given, status) => {
    const live = fakeLive({ http: httpOf({ [login]: given }) });
    expect((await verdictOf(checks, "headlamp-issuer", live)).status).toBe(status);
  });
});

describe("the assistant", () => {
  const preflight = "OPTIONS /v1/chat/completions";
  const origin = "https://headlamp.example.com";
  it.each([
    ["may call the API", answer(200, "", { "access-control-allow-origin": origin }), "ok"],
    ["may, as anybody may", answer(204, "", { "access-control-allow-origin": "*" }), "ok"],
    ["may not", answer(400, "Disallowed CORS origin"), "error"],
    ["is sent to a sign-in", answer(302, "", { location: issuer }), "error"],
    ["may from another page", answer(200, "", { "access-control-allow-origin": "https://x.org" }), "error"],
  ])("%s", async (_title, given, status) => {
    const asked: HttpRequest[] = [];
    const live = fakeLive({ http: httpOf({ [preflight]: given }, asked) });
    expect((await verdictOf(checks, "headlamp-assistant", live)).status).toBe(status);
    expect(asked[0]?.headers).toMatchObject({ origin, "access-control-request-method": "POST" });
  });
});

it("asks for neither where they are off", async () => {
  const names = (await checksOf("headlamp", "headlamp")).map(({ id }) => id);
  expect(names).toEqual(["headlamp-answers"]);
});
