import { type AclUser, parseAcl } from "../../acl/grammar.ts";
import type { Problem } from "../../problem.ts";
import { aclOf } from "../acl-files.ts";
import type { Applied } from "../applied.ts";
import { shown } from "../problems.ts";
import { get, mapping, type Path, text } from "../value.ts";
import type { ConfigFile } from "./config-file.ts";

const PARAMS = ["litellm_settings", "cache_params"];

/**
 * The cache is reached in one way, and its user may use the keys that LiteLLM writes. Gives `missing-cache-params`,
 * `missing-namespace`, `redis-in-router`, `missing-acl-user`, `acl-keys` and `acl-channels`.
 */
export function* checkCache(file: ConfigFile): Iterable<Problem> {
  yield* redisInRouter(file);
  const params = get(file.value, ...PARAMS);
  if (get(file.value, "litellm_settings", "cache") === true && params === undefined) {
    const hint = "write cache_params with type, host, port and namespace";
    yield file.fail("missing-cache-params", ["litellm_settings", "cache"], "the cache has no place", hint);
  }
  const user = text(get(params, "username"));
  const namespace = text(get(params, "namespace"));
  if (!user) return;
  if (!namespace) {
    const hint = "write the prefix that the user is confined to";
    const message = "a user of its own needs a namespace before its keys";
    yield file.fail("missing-namespace", [...PARAMS, "username"], message, hint);
  } else yield* confined(file, user, namespace);
}

/** These connect a second time, without the user and its namespace. */
function* redisInRouter(file: ConfigFile): Iterable<Problem> {
  for (const key of Object.keys(mapping(get(file.value, "router_settings")))) {
    if (!/^redis_(host|port|password|url|db)$/.test(key)) continue;
    const message = "the router's own connection has neither user nor namespace";
    yield file.fail("redis-in-router", ["router_settings", key], message, "keep cache_params alone");
  }
}

function* confined(file: ConfigFile, user: string, namespace: string): Iterable<Problem> {
  const users = aclUsers(file, text(get(file.value, ...PARAMS, "host")));
  if (!users) return;
  const at: Path = [...PARAMS, "username"];
  const own = users.find(({ name }) => name === user);
  if (!own?.on) {
    const message = `the cache's ACL file has no user ${shown(user)} that is on`;
    yield file.fail("missing-acl-user", at, message, "add a line for it, or correct the name");
    return;
  }
  const prefix = `${namespace}:`;
  const where: Path = [...PARAMS, "namespace"];
  if (!covers(own.keys, "~", prefix))
    yield file.fail(
      "acl-keys",
      where,
      `the user may not use keys ${shown(prefix)}*`,
      "give its ACL line that pattern",
    );
  if (!covers(own.channels, "&", prefix))
    yield file.fail(
      "acl-channels",
      where,
      `the user may not use channels ${shown(prefix)}*`,
      "give its ACL line that pattern",
    );
}

/** True when a pattern allows everything behind the prefix; only patterns that end in their only `*` are known to. */
function covers(patterns: readonly string[], sign: "~" | "&", prefix: string): boolean {
  return patterns.some((pattern) => {
    const glob = pattern.replace(/^%RW/i, "");
    if (!glob.startsWith(sign)) return false;
    const body = glob.slice(1);
    if (/[?[\\]/.test(body) || body.indexOf("*") !== body.length - 1) return /[?[\\]/.test(body);
    return prefix.startsWith(body.slice(0, -1));
  });
}

/** The users of the rendered Dragonfly behind a host name; undefined when they cannot be known. */
function aclUsers({ tree, object }: ConfigFile, host: string | undefined): readonly AclUser[] | undefined {
  const [name, namespace = object.namespace] = (host ?? "").split(".");
  const server = tree.objects.find(
    (each) => each.kind === "Dragonfly" && each.namespace === namespace && serviceName(each) === name,
  );
  const found = aclOf(tree, server);
  if (!found) return undefined;
  const { users, faults } = parseAcl(found.text);
  return faults.length > 0 ? undefined : users;
}

function serviceName({ manifest, name }: Applied): string {
  return text(get(manifest.value, "spec", "serviceSpec", "name")) ?? name;
}
