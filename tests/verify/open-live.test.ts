import { createServer } from "node:net";
import { expect, it } from "vitest";
import { openLive, type Ways } from "../../src/verify/open-live.ts";
import { withServer } from "./servers.ts";

const silent = () => createServer((socket) => socket.on("error", () => {}));
const ways = { reads: undefined, now: new Date(0) } as const;
const place = { name: "Redis", peer: { host: "127.0.0.1" }, port: 6379 };

it.each<[string, Ways["via"]]>([
  ["through a connection", "forward"],
  ["by a route", "route"],
])("a question without an answer %s ends when nobody waits any more", (_title, via) => {
  const server = silent();
  const connected = new Promise((resolve) => server.once("connection", resolve));
  return withServer(server, async (dial, port) => {
    const live = openLive({ ...ways, via, dial });
    const asked = live.http({ ...place, url: `http://127.0.0.1:${port}` }, { path: "/" });
    const ended = expect(asked).rejects.toMatchObject({ name: "Unanswered" });
    await connected;
    live.close();
    await ended;
  });
});

it("a session ends, too", () =>
  withServer(silent(), async (dial) => {
    const live = openLive({ ...ways, via: "forward", dial });
    const redis = await live.redis(place);
    const ended = expect(redis.send("PING")).rejects.toMatchObject({ name: "Unanswered" });
    live.close();
    await ended;
  }));
