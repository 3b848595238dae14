import { expect, it } from "vitest";
import { proxyFor } from "../../src/kubernetes/proxy.ts";

const HTTPS_PROXY = "http://proxy.example:3128";
const server = "https://api.home.example:6443";

it.each<[string, string, Record<string, string>, string | undefined]>([
  ["none", server, {}, undefined],
  ["the one of the environment", server, { HTTPS_PROXY }, HTTPS_PROXY],
  ["it in small letters, and without its scheme", server, { https_proxy: "proxy.example:3128" }, HTTPS_PROXY],
  ["none for this machine", "https://127.0.0.1:6443", { HTTPS_PROXY }, undefined],
  [
    "the other one for a plain server",
    "http://api.home.example",
    { HTTPS_PROXY, HTTP_PROXY: "socks5://p:1" },
    "socks5://p:1",
  ],
  ["none for a spared domain", server, { HTTPS_PROXY, NO_PROXY: "other, HOME.example" }, undefined],
  ["none for what is below a spared domain", server, { HTTPS_PROXY, NO_PROXY: ".home.example" }, undefined],
  [
    "one for the top of a spared domain",
    "https://home.example",
    { HTTPS_PROXY, NO_PROXY: ".home.example" },
    HTTPS_PROXY,
  ],
  [
    "one for a domain that ends alike",
    "https://athome.example",
    { HTTPS_PROXY, NO_PROXY: "home.example" },
    HTTPS_PROXY,
  ],
  ["none for a spared port", server, { HTTPS_PROXY, NO_PROXY: "home.example:6443" }, undefined],
  ["one for another port", server, { HTTPS_PROXY, NO_PROXY: "home.example:443" }, HTTPS_PROXY],
  [
    "none for a spared network",
    "https://192.0.2.7:6443",
    { HTTPS_PROXY, NO_PROXY: "192.0.2.0/24" },
    undefined,
  ],
  ["one outside of it", "https://198.51.100.7", { HTTPS_PROXY, NO_PROXY: "192.0.2.0/24" }, HTTPS_PROXY],
  [
    "none for a spared network of IPv6",
    "https://[2001:db8::7]:6443",
    { HTTPS_PROXY, NO_PROXY: "2001:db8::/32" },
    undefined,
  ],
  ["one despite a network that is none", server, { HTTPS_PROXY, NO_PROXY: "192.0.2.0/99,a/b" }, HTTPS_PROXY],
  ["none at all", server, { HTTPS_PROXY, NO_PROXY: "*" }, undefined],
])("proxyFor gives %s", (_title, url, env, expected) => {
  expect(proxyFor(url, env)).toBe(expected);
});
