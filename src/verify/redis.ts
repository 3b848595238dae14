import type { Duplex } from "node:stream";
import type { RedisSession } from "./live.ts";

/**
 * A session over a connection that is there already, for replies that are one line or one text (RESP 2): more no check
 * asks for.
 */
export function redisSession(connection: Duplex): RedisSession {
  let buffer = Buffer.alloc(0);
  const waiting: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  connection.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let found = replyIn(buffer); found && waiting.length > 0; found = replyIn(buffer)) {
      buffer = buffer.subarray(found.length);
      waiting.shift()?.resolve(found.text);
    }
  });
  connection.on("error", fail);
  connection.on("close", () => fail(new Error("the server hung up")));
  return {
    send: (...words) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        waiting.push({ resolve, reject });
        connection.write(command(words));
      }),
    close: () => connection.destroy(),
  };
}

function command(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join("")}`;
}

/** The first whole reply: `+OK`, `-ERR …`, `:1` as they stand, a text with `$` before it, and `$-1` for none. */
function replyIn(buffer: Buffer): { text: string; length: number } | undefined {
  const end = buffer.indexOf("\r\n");
  if (end < 0) return undefined;
  const line = buffer.toString("utf8", 0, end);
  const size = /^\$(\d+)$/.exec(line)?.[1];
  if (size === undefined) return { text: line, length: end + 2 };
  const length = end + 2 + Number(size) + 2;
  return buffer.length < length
    ? undefined
    : { text: `$${buffer.toString("utf8", end + 2, length - 2)}`, length };
}
