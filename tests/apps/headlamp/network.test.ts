import { expect, it } from "vitest";
import { assistant, type Settings, signIn, variablesOf } from "./setup.ts";

const cilium: Settings = { network_policies_enabled: true, network_policies_mode: "enforce" };
const plain: Settings = { ...cilium, network_policies_cilium: false };

interface Rule {
  readonly toFQDNs?: readonly { matchName: string }[];
  readonly toEntities?: readonly string[];
  readonly to?: readonly object[];
  readonly ports?: readonly { port: number }[];
}

function hosts(settings: Settings): string[] {
  const { egress } = variablesOf({ ...cilium, ...settings }).headlamp_cilium_rules;
  return (egress as readonly Rule[]).flatMap(({ toFQDNs = [] }) => toFQDNs.map(({ matchName }) => matchName));
}

/** Settings, and the hosts outside that open. */
const cases: readonly [string, Settings, readonly string[]][] = [
  ["alone", {}, []],
  ["with sign-in", signIn, ["auth.example.org"]],
  [
    "with the assistant, which is a plugin",
    { ...assistant, headlamp_plugin_hosts: ["a.example", "b.example"] },
    ["a.example", "b.example"],
  ],
];

it.each(cases)("opens no more than it needs %s", (_name, settings, expected) => {
  expect(hosts(settings)).toEqual(expected);
});

it("never opens the way to the API that only browsers call", () => {
  const rules = JSON.stringify(variablesOf({ ...cilium, ...assistant }).headlamp_cilium_rules);
  expect(rules).not.toContain("4000");
});

it("always reaches the API server", () => {
  const { egress } = variablesOf(cilium).headlamp_cilium_rules;
  expect((egress as readonly Rule[]).flatMap(({ toEntities = [] }) => toEntities)).toEqual([
    "kube-apiserver",
  ]);
});

it("lets the Gateways in only when there is a route", () => {
  const ports = (settings: Settings) =>
    variablesOf({ ...plain, ...settings }).headlamp_plain_rules.ingress.flatMap((rule) =>
      ((rule as Rule).ports ?? []).map(({ port }) => port),
    );
  expect(ports({})).toEqual([4466]);
  expect(ports({ headlamp_gateways: [] })).toEqual([]);
});

it("opens ports to everyone only where nothing can name the host", () => {
  const open = (settings: Settings) =>
    (variablesOf(settings).headlamp_plain_rules.egress as readonly Rule[])
      .filter(({ to }) => to === undefined)
      .flatMap(({ ports = [] }) => ports.map(({ port }) => port));
  expect(open({ ...plain, ...assistant })).toEqual([443, 6443, 443]);
  expect(open({ ...cilium, ...assistant })).toEqual([]);
});
