import { describe, expect, it } from "vitest";
import { diskProblem } from "../../src/output/disk-problem.ts";

const failed = (code: string) => Object.assign(new Error(`${code}: /somewhere/secret`), { code });

describe("diskProblem", () => {
  it.each([
    ["ENOSPC", "disk-full"],
    ["EDQUOT", "disk-full"],
    ["EACCES", "no-access"],
    ["EPERM", "no-access"],
    ["EBUSY", "no-access"],
    ["EROFS", "read-only"],
    ["EXDEV", "other-disk"],
    ["EISDIR", "in-the-way"],
    ["ENOTDIR", "in-the-way"],
    ["ENAMETOOLONG", "path-too-long"],
    ["EIO", "disk-error"],
  ])("%s is %s, at the path", (errno, code) => {
    const problem = diskProblem(failed(errno), "a/b", "write");
    expect(problem).toMatchObject({ code, severity: "error", at: { file: "a/b", line: 1, column: 1 } });
    expect(problem.message).toContain(errno);
    expect(problem.message).not.toContain("/somewhere");
  });

  it("throws an error of our own again", () => {
    const bug = new TypeError("no such function");
    expect(() => diskProblem(bug, "a", "write")).toThrow(bug);
    expect(() => diskProblem(failed("ERR_INVALID_ARG_TYPE"), "a", "write")).toThrow();
  });
});
