import { expect, it } from "vitest";
import { remoteFor } from "../../src/preflight/remotes.ts";

it.each([
  ["git@example.com:me/home.git", "https://example.com/me/home", true],
  ["work:me/home", "ssh://git@example.com:2222/me/home.git", true],
  ["https://Example.com/Me/Home.git/", "https://example.com/me/home", true],
  ["../home.git", "http://127.0.0.1:8080/home.git", true],
  ["/srv/git/me/home.git", "https://example.com/me/home", true],
  ["https://example.com/group/sub/home", "https://example.com/group/other/home", false],
  ["git@example.com:you/home.git", "https://example.com/me/home", false],
  ["https://example.com/me/homes", "https://example.com/me/home", false],
])("the remote %s is the repository %s: %s", (url, followed, isFollowed) => {
  expect(remoteFor([{ name: "any", url }], followed, undefined)?.isFollowed).toBe(isFollowed);
});
