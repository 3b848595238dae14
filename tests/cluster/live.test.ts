import { describe, expect, it } from "vitest";
import { type Live, Unanswered } from "../../src/verify/live.ts";
import { nameHint } from "../../src/verify/silence.ts";
import { checksOf } from "../verify/configured.ts";
import { answer, fakeLive, now, tlsOf, verdictOf } from "../verify/fake-live.ts";

const checks = await checksOf("headlamp", "cluster");
const id = "route-headlamp.example.com";
const host = "headlamp.example.com";
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

it.each([
  ["its own name", { names: [host] }, 200, "ok"],
  ["a wildcard of its domain", { names: ["other.org", "*.Example.com"] }, 302, "ok"],
  ["a page that asks for a sign-in", { names: [host] }, 401, "ok"],
  ["another name", { names: ["example.com", "*.headlamp.example.com"] }, 200, "error"],
  ["a wildcard of everything", { names: ["*.com"] }, 200, "error"],
  ["no name at all", { names: [] }, 200, "error"],
  [
    "a certificate that ran out",
    { names: [host], validTo: inDays(-3), fault: "CERT_HAS_EXPIRED" },
    200,
    "error",
  ],
  ["one that is about to", { names: [host], validTo: inDays(3) }, 200, "warning"],
  ["one that is about to, without pods", { names: [host], validTo: inDays(3) }, 503, "error"],
  ["an authority of one's own", { names: [host], fault: "SELF_SIGNED_CERT_IN_CHAIN" }, 200, "warning"],
  ["a route without pods", { names: [host] }, 503, "error"],
  ["no route", { names: [host] }, 404, "warning"],
] as const)("%s", async (_title, tls, status, expected) => {
  const live = fakeLive({ tls: tlsOf(tls), page: async () => answer(status) });
  expect((await verdictOf(checks, id, live)).status).toBe(expected);
});

it("asks for every host name that is claimed", async () => {
  const names = (await checksOf("webui-full", "cluster")).map((check) => check.id);
  expect(names.filter((name) => name.startsWith("route-")).sort()).toEqual([
    "route-chat.example.com",
    "route-litellm.example.com",
  ]);
});

describe("a name that does not resolve", () => {
  const tls = () => Promise.reject(new Unanswered("the name does not resolve here", nameHint));
  const gateway = (...values: readonly string[]) => ({
    metadata: { name: "envoy-internal" },
    status: { addresses: values.map((value) => ({ value })) },
  });
  const forbidden = () => Promise.reject(new Unanswered("you may not", "ask", true));
  it.each<[string, Live["object"], RegExp]>([
    ["is at its Gateway", async () => gateway("192.0.2.7"), /--resolve 192\.0\.2\.7 .*envoy-internal/],
    ["is at the address, not the name", async () => gateway("lb.example.org", "2001:db8::1"), /2001:db8::1/],
    ["is nowhere without one", async () => gateway(), /ADDRESS/],
    ["is nowhere without a Gateway", async () => undefined, /ADDRESS/],
    ["is nowhere for who may not look", forbidden, /ADDRESS/],
  ])("%s", async (_title, object, hint) => {
    const asked = verdictOf(checks, id, fakeLive({ tls, object }));
    await expect(asked).rejects.toMatchObject({ hint: expect.stringMatching(hint) });
  });
});
