import { expect, it } from "vitest";
import { longestPause } from "../../src/postgresql/schedule.ts";

const hour = 3_600_000;

it.each([
  ["0 0 3 * * *", 24],
  ["0 0 */6 * * *", 6],
  ["0 0 1,13 * * *", 12],
  ["0 0 2,5 * * *", 21],
  ["0 30 * * * *", 1],
  ["0 0 3 * * 0", 168],
  ["0 0 3 * * 1,4", 96],
  ["0 0 3 * * mon", 168],
  ["0 0 3 1 * *", 31 * 24],
  ["0 0 3 */2 * *", 48],
  ["0 0 3 1 1 *", 366 * 24],
  ["@weekly", 168],
  ["@every 90m", 1.5],
  ["@every 1h30m", 1.5],
])("%s leaves at most %d hours", (schedule, hours) => {
  expect(longestPause(schedule) / hour).toBe(hours);
});
