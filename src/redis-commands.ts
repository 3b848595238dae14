/**
 * ACL rules for an app that comes with redis-py: LiteLLM's cache, rate limiter and spend buffer; python-socketio and
 * starsessions in Open WebUI. EVAL releases locks; INFO, SCAN and TIME come one by one.
 */
export const redisClientCommands: readonly string[] = [
  "-@all",
  "+@read",
  "+@write",
  "+@string",
  "+@list",
  "+@set",
  "+@sortedset",
  "+@hash",
  "+@scripting",
  "+@pubsub",
  "+@transaction",
  "+@connection",
  "-@admin",
  "-@dangerous",
  "+INFO",
  "+SCAN",
  "+TIME",
];
