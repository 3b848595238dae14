import { expect, it } from "vitest";
import { checksOf } from "../verify/configured.ts";
import { answer, fakeLive, pagesOf, verdictOf } from "../verify/fake-live.ts";

const checks = await checksOf("headlamp-full", "cluster");
const client = "oidc-client-kubernetes";
const issuer = await issuerOf();
const page = `${issuer}/protocol/openid-connect/auth`;
const description = `${issuer}/.well-known/openid-configuration`;
const described = (own: string) => answer(200, JSON.stringify({ issuer: own, authorization_endpoint: page }));

/** As the check asks for it. */
async function issuerOf(): Promise<string> {
  const asked: URL[] = [];
  await verdictOf(checks, "oidc-issuer", fakeLive({ page: pagesOf({}, asked) }));
  return String(asked[0]).replace("/.well-known/openid-configuration", "");
}

it.each([
  ["as it is configured", described(issuer), "ok"],
  ["with a slash at the end", described(`${issuer}/`), "error"],
  ["by plain HTTP", described(issuer.replace("https", "http")), "error"],
  ["with something else", answer(200, "<html>"), "error"],
  ["not at all", answer(404), "error"],
  ["with a failure", answer(503, "starting"), "error"],
])("the issuer describes itself %s", async (_title, given, status) => {
  const live = fakeLive({ page: pagesOf({ [description]: given }) });
  expect((await verdictOf(checks, "oidc-issuer", live)).status).toBe(status);
});

it.each([
  ["known", answer(200, "<form>"), "ok"],
  ["known, and sent back because it asked for too little", answer(302), "ok"],
  ["unknown", answer(400, "Client not found."), "error"],
  ["out of order", answer(502), "error"],
])("a client is %s", async (_title, given, status) => {
  const asked: URL[] = [];
  const live = fakeLive({ page: pagesOf({ [description]: described(issuer), [page]: given }, asked) });
  expect((await verdictOf(checks, client, live)).status).toBe(status);
  expect(Object.fromEntries(asked.at(-1)?.searchParams ?? [])).toMatchObject({
    client_id: "kubernetes",
    redirect_uri: "https://headlamp.example.com/oidc-callback",
    response_type: "code",
    code_challenge_method: "S256",
  });
});
