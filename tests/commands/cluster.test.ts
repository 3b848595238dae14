import { expect, it } from "vitest";
import { agreed, type ClusterOptions } from "../../src/commands/cluster.ts";
import type { Wiring } from "../../src/commands/preflight-facts.ts";
import { type Io, processIo } from "../../src/io.ts";
import type { Connection } from "../../src/kubernetes/kubeconfig.ts";
import { fakeApi } from "../kubernetes/fake.ts";

const connection: Connection = {
  api: fakeApi(),
  context: "home",
  server: "https://10.0.0.1:6443",
  forward: async () => Promise.reject(new Error("nobody asks")),
};
const wiring: Wiring = {
  namespace: "flux-system",
  source: "flux-system",
  branch: "main",
  url: undefined,
  context: undefined,
  keySecret: undefined,
};

interface Case {
  readonly title: string;
  /** `kubernetes_context` of cluster.yaml. */
  readonly named?: string;
  readonly options?: ClusterOptions;
  /** What a person answers; nobody is there when left out. */
  readonly answer?: string;
  readonly code?: string;
  readonly asked?: boolean;
}

const cases: readonly Case[] = [
  { title: "cluster.yaml names it", named: "home", answer: "n" },
  { title: "the command line names it", named: "work", options: { context: "home" }, answer: "n" },
  { title: "a person agrees", answer: "y", asked: true },
  { title: "a person agrees to another", named: "work", answer: "yes", asked: true },
  { title: "a person does not agree", answer: "", code: "declined", asked: true },
  { title: "nobody is there, and none is named" },
  { title: "nobody is there, and another is named", named: "work", code: "other-context" },
  { title: "--yes, and none is named", options: { yes: true }, answer: "n" },
  {
    title: "--yes, and another is named",
    named: "work",
    options: { yes: true },
    answer: "y",
    code: "other-context",
  },
];

it.each(cases)("$title: $code", async ({ named, options = {}, answer, code, asked = false }) => {
  let isAsked = false;
  const { ask: _ask, ...io } = processIo();
  const ask = async () => {
    isAsked = true;
    return answer ?? "";
  };
  const asking: Io = { ...io, ...(answer !== undefined && { ask }) };
  const problem = await agreed(connection, { ...wiring, context: named }, options, asking);
  expect([problem?.code, isAsked]).toEqual([code, asked]);
});
