import { describe, expect, it } from "vitest";
import { handoverSteps } from "../../../src/handover/steps.ts";
import { claim, type Settings, variables } from "./setup.ts";

const backups: Settings = {
  rustfs_enabled: true,
  dragonfly_s3_access_key: "an-access-key",
  dragonfly_s3_secret_key: "a-secret-key",
};

function steps(settings: Settings) {
  return handoverSteps(variables(settings, [claim()])).filter(({ chapter }) => chapter !== "secrets");
}

const textOf = (settings: Settings, title: string) =>
  steps(settings).find((step) => step.title === title)?.text ?? "";

describe("what Dragonfly leaves to do", () => {
  it.each<[Settings, string[]]>([
    [{}, ["Look at the cache"]],
    [{ dragonfly_snapshot_volume_size: "1Gi" }, ["Go back to a snapshot of the cache", "Look at the cache"]],
    [
      backups,
      [
        "Sign in to the object store",
        "Make the bucket `dragonfly-backups`",
        "Let old snapshots in `dragonfly-backups` expire",
        "Go back to a snapshot of the cache",
        "Look at the cache",
      ],
    ],
    [{ dragonfly_enabled: false }, []],
  ])("%j", (settings, expected) => expect(steps(settings).map(({ title }) => title)).toEqual(expected));

  it("its user may not delete snapshots", () => {
    const text = textOf(backups, "Make the bucket `dragonfly-backups`");
    expect(text).toContain("s3:PutObject");
    expect(text).not.toContain("s3:DeleteObject");
  });

  it("a store of its own is named", () => {
    const settings = { ...backups, dragonfly_s3_endpoint: "https://s3.example.org" };
    expect(textOf(settings, "Make the bucket `dragonfly-backups`")).toContain("`https://s3.example.org`");
  });

  it.each<[Settings, string]>([
    [backups, "DFLY LOAD s3://dragonfly-backups/dump-"],
    [{ dragonfly_snapshot_volume_size: "1Gi" }, "DFLY LOAD /dragonfly/snapshots/dump-"],
  ])("%j: snapshots are loaded from where they are", (settings, command) => {
    expect(textOf(settings, "Go back to a snapshot of the cache")).toContain(command);
  });

  it.each<[Settings, string | undefined]>([
    [
      { dragonfly_acl_enabled: true, dragonfly_keycloak_password: "k".repeat(48) },
      "`default`, `keycloak`, `litellm`",
    ],
    [{ dragonfly_acl_enabled: false }, undefined],
  ])("%j: the users that the ACL must list", (settings, users) => {
    const text = textOf(settings, "Look at the cache");
    if (users) expect(text).toContain(users);
    else expect(text).not.toContain("ACL");
  });
});
