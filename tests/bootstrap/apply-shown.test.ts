import { expect, it } from "vitest";
import { type ApplyOptions, applyAll } from "../../src/commands/apply-shown.ts";
import { type Io, processIo } from "../../src/io.ts";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { fakeApi } from "../kubernetes/fake.ts";

const namespace: KubeObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "flux-system" } };
const secret: KubeObject = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "sops-age", namespace: "flux-system" },
  data: { "age.agekey": "c2VjcmV0" },
};

interface Case {
  readonly title: string;
  readonly options?: ApplyOptions;
  /** What a person answers; nobody is there when left out. */
  readonly answer?: string;
  readonly code?: string;
  readonly applied: boolean;
}

const cases: readonly Case[] = [
  { title: "a person agrees", answer: "y", applied: true },
  { title: "a person says yes in full", answer: "YES", applied: true },
  { title: "a person says no", answer: "n", code: "declined", applied: false },
  { title: "a person says nothing", answer: "", code: "declined", applied: false },
  { title: "a person says something else", answer: "yesterday", code: "declined", applied: false },
  { title: "nobody is there", code: "not-confirmed", applied: false },
  { title: "nobody is there, and --yes", options: { yes: true }, applied: true },
  { title: "--dry-run", options: { dryRun: true }, answer: "y", applied: false },
  { title: "--dry-run and --yes", options: { dryRun: true, yes: true }, applied: false },
];

it.each(cases)("$title: applied $applied", async ({ options = {}, answer, code, applied }) => {
  const api = fakeApi();
  let printed = "";
  const stderr = (text: string) => {
    printed += text;
  };
  const { ask: _ask, screen: _screen, ...io } = processIo();
  const asking: Io = { ...io, stderr, ...(answer !== undefined && { ask: async () => answer }) };
  const { problems, text = "" } = await applyAll(api, [namespace, secret], options, asking);
  expect(problems.map((problem) => problem.code)).toEqual(code === undefined ? [] : [code]);
  expect(api.changes).toEqual(applied ? ["apply Namespace/flux-system", "apply Secret/sops-age"] : []);
  expect(printed + text).toMatch(/create +Secret flux-system\/sops-age/);
  expect(printed + text).not.toContain("c2VjcmV0");
});
