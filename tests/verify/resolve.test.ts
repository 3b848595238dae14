import { createServer } from "node:http";
import { expect, it } from "vitest";
import { askUrl } from "../../src/verify/http.ts";
import { parseResolve } from "../../src/verify/resolve.ts";
import { withServer } from "./servers.ts";

it.each([
  ["192.0.2.1", { host: "192.0.2.1" }],
  ["192.0.2.1:8443", { host: "192.0.2.1", port: 8443 }],
  ["2001:db8::1", { host: "2001:db8::1" }],
  ["[2001:db8::1]:8443", { host: "2001:db8::1", port: 8443 }],
  ["Chat.example.com=192.0.2.2", { host: "192.0.2.2" }],
  ["chat.example.com=192.0.2.2, 192.0.2.1", { host: "192.0.2.2" }],
  ["192.0.2.1,other.example.com=192.0.2.2", { host: "192.0.2.1" }],
  ["other.example.com=192.0.2.2", undefined],
])("%s says where a host is", (text, to) => {
  expect(parseResolve(text)?.("chat.example.com")).toEqual(to);
});

it.each(["", "gateway", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "2001:db8::1:x", "a=", "192.0.2.1,"])(
  "%j is no address",
  (text) => {
    expect(parseResolve(text)).toBeUndefined();
  },
);

it("a request goes there under the name that it is for", () =>
  withServer(
    createServer(({ headers }, response) => response.end(headers.host)),
    async (_dial, port) => {
      const resolve = parseResolve(`chat.invalid=127.0.0.1:${port}`);
      const { text } = await askUrl("http://chat.invalid", { path: "/" }, resolve ? { resolve } : {});
      expect(text).toBe("chat.invalid");
    },
  ));
