import { describe, expect, it } from "vitest";
import { untilFlux } from "../../src/bootstrap/install-flux.ts";
import { judgeSourceSecret } from "../../src/bootstrap/source-secret.ts";
import { judgeUrl } from "../../src/bootstrap/url.ts";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { fakeApi } from "../kubernetes/fake.ts";

it.each([
  ["https://example.com/me/home.git", "ok url"],
  ["ssh://git@example.com:2222/me/home", "ok url"],
  ["http://192.0.2.1/home.git", "warning url-plain"],
  ["git@example.com:me/home.git", "error url-invalid"],
  ["example.com/me/home", "error url-invalid"],
  ["git://example.com/me/home", "error url-invalid"],
  ["git+https://example.com/me/home", "error url-invalid"],
  ["/srv/git/home.git", "error url-invalid"],
  ["../home.git", "error url-invalid"],
  ["file:///srv/git/home.git", "error url-invalid"],
  ["C:\\git\\home", "error url-invalid"],
  ["https://example.com/me/ho me", "error url-invalid"],
  ["https://hidden@example.com/me/home", "error url-credentials"],
  ["https://me:hidden@example.com/me/home", "error url-credentials"],
  ["ssh://git:hidden@example.com/me/home", "error url-credentials"],
  ["git+https://me:hidden@example.com/me/home", "error url-credentials"],
  ["https://example.com/me@home", "ok url"],
])("judgeUrl of %s is %s", (url, expected) => {
  const { status, code, message, hint } = judgeUrl(url);
  expect(`${status} ${code}`).toBe(expected);
  expect(`${message} ${hint}`).not.toContain("hidden");
});

const https = "https://example.com/me/home";
const ssh = "ssh://git@example.com/me/home";

it.each<[string, string | undefined, readonly string[] | "hidden" | undefined, string[]]>([
  [https, undefined, undefined, []],
  [ssh, undefined, undefined, ["source-secret-unnamed"]],
  [https, "home", undefined, ["source-secret-missing"]],
  [https, "home", "hidden", []],
  [https, "home", ["username", "password"], []],
  [https, "home", ["bearerToken"], []],
  [https, "home", ["identity", "known_hosts"], ["source-secret-incomplete"]],
  [ssh, "home", ["identity", "identity.pub", "known_hosts"], []],
  [ssh, "home", ["identity"], ["source-secret-incomplete"]],
])("judgeSourceSecret of %s with %s that has %s gives %s", (url, name, entries, expected) => {
  const found = judgeSourceSecret({ url, namespace: "flux-system", name, entries });
  expect(found.map(({ code }) => code)).toEqual(expected);
  for (const { status, hint } of found) expect([status, hint]).toEqual(["warning", expect.any(String)]);
});

describe("untilFlux", () => {
  const instance = (status: string): KubeObject => ({
    apiVersion: "fluxcd.controlplane.io/v1",
    kind: "FluxInstance",
    metadata: { name: "flux", namespace: "flux-system" },
    status: { conditions: [{ type: "Ready", status, message: "no such registry" }] },
  });

  /** A clock that goes on by itself, and what happens at its minutes. */
  function clock(minutes: readonly (() => void)[] = []) {
    let at = 0;
    const now = () => new Date(at);
    const sleep = async (milliseconds: number) => {
      const before = Math.floor(at / 60_000);
      at += milliseconds;
      const minute = Math.floor(at / 60_000);
      if (minute > before) minutes[minute - 1]?.();
    };
    return { now, sleep };
  }

  it("waits until the operator says that Flux is ready", async () => {
    const api = fakeApi([instance("False")]);
    expect(await untilFlux(api, clock([() => api.put(instance("True"))]))).toBeUndefined();
  });

  it("tells what the operator says where it is not", async () => {
    const problem = await untilFlux(fakeApi([instance("False")]), clock());
    expect(problem).toMatchObject({
      code: "flux-not-installed",
      message: expect.stringContaining("no such registry"),
    });
  });

  it("tells that nobody asks for Flux any more", async () => {
    expect(await untilFlux(fakeApi(), clock())).toMatchObject({ message: expect.stringContaining("gone") });
  });
});
