import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../../../src/verify/live.ts";
import { checksOf } from "../../verify/configured.ts";
import { answer, fakeLive, httpOf, verdictOf } from "../../verify/fake-live.ts";

const checks = await checksOf("headlamp-full", "headlamp");
const issuer = "https://auth.example.com";

describe("the sign-in", () => {
  const login = "GET /oidc?cluster=main";
  const back = "https://headlamp.example.com/oidc-callback";
  const to = (at: string, client = "kubernetes", uri = back) =>
    answer(302, "", {
      location: `${at}?client_id=${client}&redirect_uri=${encodeURIComponent(uri)}&response_type=code`,
    });
  const page = `${issuer}/realms/x/protocol/openid-connect/auth`;
  it.each([
    ["leads to the issuer", to(page), "ok"],
    ["leads elsewhere", to("https://evil.example.org/"), "error"],
    ["leads to a name that only begins alike", to(`${issuer}.evil.org/`), "error"],
    ["is of another client", to(page, "other"), "error"],
    ["leads back by plain HTTP", to(page, "kubernetes", back.replace("https", "http")), "error"],
    ["fails, because the issuer is silent", answer(500, "failed to get provider"), "error"],
  ])("%s", async (_title, given, status) => {
    const live = fakeLive({ http: httpOf({ [login]: given }) });
    expect((await verdictOf(checks, "headlamp-issuer", live)).status).toBe(status);
  });
});

describe("the assistant", () => {
  const preflight = "OPTIONS /v1/chat/completions";
  const origin = "https://headlamp.example.com";
  const stainless = "arch lang os package-version retry-count runtime runtime-version"
    .split(" ")
    .map((name) => `x-stainless-${name}`)
    .join(", ");
  const every = `Authorization, Content-Type, ${stainless}`;
  const may = (by: string, headers: string, status = 200) =>
    answer(status, "", { "access-control-allow-origin": by, "access-control-allow-headers": headers });
  it.each([
    ["may call the API", may(origin, every), "ok"],
    ["may, as anybody may", may("*", `authorization, *`, 204), "ok"],
    ["may send no key", may(origin, "*"), "error"],
    ["may send no JSON", may(origin, `authorization, ${stainless}`), "error"],
    ["may not name its platform", may(origin, "authorization,content-type"), "error"],
    ["may send nothing", answer(200, "", { "access-control-allow-origin": origin }), "error"],
    ["may not", answer(400, "Disallowed CORS origin"), "error"],
    ["is sent to a sign-in", answer(302, "", { location: issuer }), "error"],
    ["may from another page", may("https://x.org", every), "error"],
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
