/**
 * The words that Dragonfly's ACL grammar knows, as the server's own tables had them in v1.36.0. Later releases
 * only added some, and one unknown word voids a whole file, so the oldest supported table is the safe one.
 * The category is `hyperlog`: Redis' name `hyperloglog` is unknown to Dragonfly.
 */
export const aclCategories: ReadonlySet<string> = new Set(
  words(`
    admin all bitmap blocking bloom connection dangerous fast ft_search geo hash hyperlog json keyspace list
    pubsub read scripting search set slow sortedset stream string throttle transaction write
  `),
);

/** Commands that a rule may name; `acl list` and its kin contain a space and cannot be named. */
export const aclCommands: ReadonlySet<string> = new Set(
  words(`
    acl addreplicaof append auth bf.add bf.exists bf.madd bf.mexists bf.reserve bgsave bitcount bitfield
    bitfield_ro bitop bitpos blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin cl.throttle client
    cluster command config copy dbsize debug decr decrby del discard dump echo eval eval_ro evalsha evalsha_ro
    exec exists expire expireat expiretime fieldexpire fieldttl flushall flushdb ft.aggregate ft.alter
    ft.config ft.create ft.dropindex ft.info ft.profile ft.search ft.syndump ft.synupdate ft.tagvals function
    gat geoadd geodist geohash geopos georadius georadius_ro georadiusbymember georadiusbymember_ro geosearch
    get getbit getdel getex getrange getset hdel hello hexists hexpire hget hgetall hincrby hincrbyfloat hkeys
    hlen hmget hmset hrandfield hscan hset hsetex hsetnx hstrlen hvals incr incrby incrbyfloat info
    json.arrappend json.arrindex json.arrinsert json.arrlen json.arrpop json.arrtrim json.clear json.debug
    json.del json.forget json.get json.merge json.mget json.mset json.numincrby json.nummultby json.objkeys
    json.objlen json.resp json.set json.strappend json.strlen json.toggle json.type keys lastsave latency
    lindex linsert llen lmove lmpop lpop lpos lpush lpushx lrange lrem lset ltrim memory mget module monitor
    move mset msetnx multi persist pexpire pexpireat pexpiretime pfadd pfcount pfmerge ping prepend psetex
    psubscribe pttl publish pubsub punsubscribe quit randomkey readonly readwrite rename renamenx replconf
    replicaof repltakeover restore role rpop rpoplpush rpush rpushx sadd saddex save scan scard script sdiff
    sdiffstore select set setbit setex setnx setrange shutdown sinter sintercard sinterstore sismember slaveof
    slowlog smembers smismember smove sort sort_ro spop spublish srandmember srem sscan ssubscribe stick
    strlen subscribe substr sunion sunionstore sunsubscribe time touch ttl type unlink unsubscribe unwatch
    watch xack xadd xautoclaim xclaim xdel xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xsetid
    xtrim zadd zcard zcount zdiff zdiffstore zincrby zinter zintercard zinterstore zlexcount zmpop zmscore
    zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore zrangestore zrank zrem zremrangebylex
    zremrangebyrank zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore zunion
    zunionstore
  `),
);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
