/** A command as its words. */
export type Words = readonly string[];

/** What a tenant's app sends, all of it on its own keys and channels. */
export function ownCommands(user: string): Words[] {
  const key = `${user}:case`;
  const own = new Map([
    ["litellm", litellm],
    ["openwebui", openWebui],
  ]);
  return [...common(key), ...(own.get(user) ?? neighbour)(key)];
}

function common(key: string): Words[] {
  return [
    ["PING"],
    ["SELECT", "0"],
    ["CLIENT", "ID"],
    ["CLIENT", "SETNAME", "conformance"],
    ["INFO"],
    ["TIME"],
    ["SET", key, "1", "EX", "60"],
    ["GET", key],
    ["MGET", key, `${key}:2`],
    ["EXISTS", key],
    ["TTL", key],
    ["EXPIRE", key, "60"],
    ["PEXPIRE", key, "60000"],
    ["INCR", key],
    ["DEL", key],
    ["SCAN", "0", "MATCH", `${key}*`],
    ["MULTI"],
    ["SET", key, "1"],
    ["EXEC"],
    ["SCRIPT", "LOAD", "return 1"],
    ["EVAL", "return redis.call('GET', KEYS[1])", "1", key],
    ["PUBLISH", key, "hello"],
    ["SUBSCRIBE", key],
    ["UNSUBSCRIBE", key],
  ];
}

/** LiteLLM's cache, spend buffers, and the scripts of its rate limiter. */
function litellm(key: string): Words[] {
  return [
    ["INCRBY", key, "2"],
    ["INCRBYFLOAT", key, "0.5"],
    ["DECRBY", `${key}:n`, "1"],
    ["RPUSH", `${key}:list`, "a", "b"],
    ["LPOP", `${key}:list`, "2"],
    ["SADD", `${key}:set`, "a"],
    ["ZADD", `${key}:sorted`, "1", "a"],
    ["ZCARD", `${key}:sorted`],
    ["ZREVRANGE", `${key}:sorted`, "0", "-1"],
    ["ZREMRANGEBYSCORE", `${key}:sorted`, "0", "1"],
    ["ZREM", `${key}:sorted`, "a"],
    ["HSET", `${key}:hash`, "a", "1"],
    ["SET", `${key}:lock`, "pod", "NX", "EX", "60"],
    ["EVAL", "redis.call('TIME') return redis.call('DEL', KEYS[1] .. ':x')", "1", key],
    ["PUBLISH", "litellm:litellm_proxy.config", "hello"],
  ];
}

/** Open WebUI's pools of sessions and models, its locks, and the channels of python-socketio. */
function openWebui(key: string): Words[] {
  return [
    ["HSET", `${key}:hash`, "a", "1"],
    ["HGETALL", `${key}:hash`],
    ["HLEN", `${key}:hash`],
    ["HDEL", `${key}:hash`, "a"],
    ["SADD", `${key}:set`, "a"],
    ["SMEMBERS", `${key}:set`],
    ["RPUSH", `${key}:list`, "a"],
    ["LRANGE", `${key}:list`, "0", "-1"],
    ["SET", `${key}:lock`, "pod", "NX", "EX", "60"],
    [
      "EVAL",
      "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end",
      "1",
      key,
      "a",
    ],
    ["PUBLISH", "openwebui:tasks:commands", "hello"],
    ["PUBLISH", "socketio", "hello"],
    ["SUBSCRIBE", "socketio"],
    ["UNSUBSCRIBE", "socketio"],
    ["PSUBSCRIBE", "socketio#*"],
    ["PUNSUBSCRIBE", "socketio#*"],
  ];
}

function neighbour(key: string): Words[] {
  return [
    ["HSET", `${key}:hash`, "a", "1"],
    ["HGETALL", `${key}:hash`],
    ["LPUSH", `${key}:list`, "a"],
    ["BRPOP", `${key}:list`, "1"],
    ["ZADD", `${key}:sorted`, "1", "a"],
    ["XADD", `${key}:stream`, "*", "a", "1"],
    ["WATCH", key],
    ["UNWATCH"],
  ];
}

/** What no tenant may do, whatever keys it has. */
const administration: readonly Words[] = [
  ["ACL", "LIST"],
  ["ACL", "GETUSER", "default"],
  ["ACL", "SETUSER", "intruder", "on", "nopass", "~*", "+@all"],
  ["BGREWRITEAOF"],
  ["BGSAVE"],
  ["CLIENT", "KILL", "TYPE", "normal"],
  ["CLIENT", "LIST"],
  ["CLUSTER", "RESET"],
  ["CONFIG", "GET", "*"],
  ["CONFIG", "SET", "maxmemory", "1"],
  ["DEBUG", "SLEEP", "0"],
  ["FAILOVER"],
  ["FLUSHALL"],
  ["FLUSHDB"],
  ["KEYS", "*"],
  ["LATENCY", "DOCTOR"],
  ["MODULE", "LIST"],
  ["MONITOR"],
  ["REPLICAOF", "NO", "ONE"],
  ["ROLE"],
  ["SAVE"],
  ["SHUTDOWN", "NOSAVE"],
  ["SLOWLOG", "GET"],
  ["SWAPDB", "0", "1"],
  ["SYNC"],
];

/** What a tenant is refused: administration, and everybody else's keys and channels. */
export function foreignCommands(user: string, others: readonly string[]): Words[] {
  const keys = [...others.map((other) => `${other}:case`), user, `${user}x:case`, `{${user}:case}`, "case"];
  return [
    ...administration,
    ...keys.flatMap((key) => onForeignKey(user, key)),
    ...onForeignChannels(user, others),
  ];
}

function onForeignKey(user: string, key: string): Words[] {
  const own = `${user}:case`;
  return [
    ["GET", key],
    ["SET", key, "1"],
    ["DEL", key],
    ["MGET", own, key],
    ["COPY", key, own],
    ["RENAME", key, own],
    ["EVAL", "return redis.call('GET', KEYS[1])", "1", key],
    ["EVAL", `return redis.call('GET', '${key}')`, "0"],
  ];
}

function onForeignChannels(user: string, others: readonly string[]): Words[] {
  const channels = [...others.map((other) => `${other}:case`), "case", user];
  return [
    ...channels.flatMap((channel): Words[] => [
      ["PUBLISH", channel, "hello"],
      ["SUBSCRIBE", channel],
    ]),
    ["PSUBSCRIBE", "*"],
    ["PSUBSCRIBE", `${user}*`],
  ];
}
