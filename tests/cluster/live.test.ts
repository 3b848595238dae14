import { expect, it } from "vitest";
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
