import type { Live, Place } from "../../src/verify/live.ts";

/** A Redis that asks for a password and lets everybody who has it do what it may. */
export interface FakeRedis {
  /** What follows AUTH; undefined: it asks nobody who they are. */
  readonly auth?: string;
  /** Patterns below which keys may be read and written; undefined: all. */
  readonly keys?: readonly string[];
  readonly admin?: boolean;
  /** Keys that are there. */
  readonly kept?: readonly string[];
  /** What a write is answered. */
  readonly write?: string;
}

/** A platform with such a server, which notes where it was looked for. */
export function redisOf(server: FakeRedis, asked: Place[] = []): Live["redis"] {
  return async (place) => {
    asked.push(place);
    let isIn = server.auth === undefined;
    const reply = (command: string, words: readonly string[]): string => {
      if (command === "AUTH") {
        if (server.auth === undefined) return "-ERR AUTH called without any password configured";
        isIn = words.join(" ") === server.auth;
        return isIn ? "+OK" : "-WRONGPASS invalid username-password pair or user is disabled.";
      }
      if (!isIn) return "-NOAUTH Authentication required.";
      if (command === "CONFIG") return server.admin === false ? "-NOPERM no permissions" : "*0";
      const key = words[0] ?? "";
      const mine = server.keys?.some((pattern) => key.startsWith(pattern.replace("*", ""))) ?? true;
      if (!mine) return "-NOPERM no permissions to access one of the keys";
      if (command === "EXISTS") return server.kept?.includes(key) ? ":1" : ":0";
      return command === "SET" ? (server.write ?? "$-1") : "$-1";
    };
    return { send: async (command = "", ...words) => reply(command, words), close: () => {} };
  };
}
