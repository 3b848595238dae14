import { expect, it } from "vitest";
import { type Check, ok, wrong } from "../../src/verify/check.ts";
import { type Live, Unanswered } from "../../src/verify/live.ts";
import { runChecks } from "../../src/verify/run.ts";

const live = {} as Live;
const options = { chat: false, secrets: ["sk-secret-value"], patience: 100 };

function check(id: string, run: Check["run"], more: Partial<Check> = {}): Check {
  return { id, title: `${id} holds`, run, ...more };
}

const run = (checks: readonly Check[], more = {}) =>
  runChecks([{ app: "app", checks }], live, { ...options, ...more });

it.each([
  ["well", async () => ok("fine"), "ok", "fine"],
  ["wrong", async () => wrong("it is not", "mend it"), "error", "it is not"],
  [
    "silent",
    async () => {
      throw new Unanswered("nobody is there", "look");
    },
    "error",
    "nobody is there",
  ],
  [
    "forbidden",
    async () => {
      throw new Unanswered("you may not", "ask", true);
    },
    "skipped",
    "you may not",
  ],
  [
    "odd",
    async () => {
      throw new TypeError("x is not iterable");
    },
    "error",
    "it cannot be judged: x is not iterable",
  ],
  ["slow", () => new Promise<never>(() => {}), "error", "no answer within 0.1 seconds"],
  [
    "telling",
    async () => wrong("key sk-secret-value\u001b[2J", "sk-secret-value"),
    "error",
    "key ******\\x1b[2J",
  ],
] as const)("a check that is %s", async (_title, act, status, message) => {
  const [checked] = await run([check("one", act)]);
  expect(checked).toMatchObject({ app: "app", id: "one", status, message });
  expect(JSON.stringify(checked)).not.toContain("sk-secret-value");
});

it("a check that needs another is left out when that does not hold, and so on", async () => {
  const never = async () => {
    throw new Error("it was asked");
  };
  const checks = [
    check("first", async () => wrong("no", "mend")),
    check("second", never, { needs: "first" }),
    check("third", never, { needs: "second" }),
    check("other", async () => ok("yes")),
  ];
  const checked = await run(checks);
  expect(checked.map(({ id, status }) => [id, status])).toEqual([
    ["first", "error"],
    ["second", "skipped"],
    ["third", "skipped"],
    ["other", "ok"],
  ]);
});

it("models answer only when they are asked to, and get more time", async () => {
  const slowly = () =>
    new Promise<ReturnType<typeof ok>>((resolve) => setTimeout(() => resolve(ok("yes")), 150));
  const checks = [check("chat", slowly, { chat: true })];
  expect(await run(checks)).toEqual([]);
  const told: string[] = [];
  const onChecked = ({ id }: { id: string }) => told.push(id);
  const checked = await run(checks, { chat: true, onChecked });
  expect(checked.map(({ status }) => status)).toEqual(["ok"]);
  expect(told).toEqual(["chat"]);
});
