import { connect, type Socket } from "node:net";

/** What a Redis server says: an error is a value, because most cases expect one. */
export type Reply = string | number | null | RedisError | readonly Reply[];

export interface RedisError {
  readonly error: string;
}

export interface RedisConnection {
  /** Sends a command and resolves to its first reply. */
  readonly send: (...words: string[]) => Promise<Reply>;
  readonly close: () => void;
}

/** A connection that speaks RESP 2, the protocol of Redis and Dragonfly. */
export async function connectRedis(port: number): Promise<RedisConnection> {
  const socket = connect({ host: "127.0.0.1", port });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  const next = replies(socket);
  const send = (...words: string[]) => {
    socket.write(encode(words));
    return next();
  };
  return { send, close: () => socket.destroy() };
}

export function isError(reply: Reply): reply is RedisError {
  return typeof reply === "object" && reply !== null && "error" in reply;
}

function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}

/** Hands out replies in the order in which they arrive. */
function replies(socket: Socket): () => Promise<Reply> {
  let bytes: Buffer = Buffer.alloc(0);
  const waiting: ((reply: Reply) => void)[] = [];
  const arrived: Reply[] = [];
  const hand = (reply: Reply) => {
    const first = waiting.shift();
    if (first) first(reply);
    else arrived.push(reply);
  };
  socket.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let read = parse(bytes, 0); read; read = parse(bytes, 0)) {
      bytes = bytes.subarray(read.end);
      hand(read.reply);
    }
  });
  const lost = () => {
    while (waiting.length > 0) hand({ error: "the connection was closed" });
  };
  socket.on("error", lost);
  socket.on("close", lost);
  return () =>
    new Promise((resolve) => {
      const reply = arrived.shift();
      if (reply !== undefined) resolve(reply);
      else if (socket.destroyed) resolve({ error: "the connection was closed" });
      else waiting.push(resolve);
    });
}

interface Parsed {
  readonly reply: Reply;
  readonly end: number;
}

/** The reply that begins at `start`, undefined while a part of it is still under way. */
function parse(bytes: Buffer, start: number): Parsed | undefined {
  const lineEnd = bytes.indexOf("\r\n", start);
  if (lineEnd < 0) return undefined;
  const line = bytes.toString("utf8", start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (String.fromCharCode(bytes[start] ?? 0)) {
    case "+":
      return { reply: line, end };
    case "-":
      return { reply: { error: line }, end };
    case ":":
      return { reply: Number(line), end };
    case "$":
      return parseText(bytes, Number(line), end);
    case "*":
      return parseList(bytes, Number(line), end);
    default:
      throw new Error(`a reply begins with ${JSON.stringify(line.slice(0, 20))}`);
  }
}

function parseText(bytes: Buffer, length: number, start: number): Parsed | undefined {
  if (length < 0) return { reply: null, end: start };
  const end = start + length;
  if (bytes.length < end + 2) return undefined;
  return { reply: bytes.toString("utf8", start, end), end: end + 2 };
}

function parseList(bytes: Buffer, length: number, start: number): Parsed | undefined {
  if (length < 0) return { reply: null, end: start };
  const reply: Reply[] = [];
  let end = start;
  for (let index = 0; index < length; index++) {
    const item = parse(bytes, end);
    if (!item) return undefined;
    reply.push(item.reply);
    end = item.end;
  }
  return { reply, end };
}
