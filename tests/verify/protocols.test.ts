import { describe, expect, it } from "vitest";
import { askOver, askUrl } from "../../src/verify/http.ts";
import { askPostgres } from "../../src/verify/postgres.ts";
import { redisSession } from "../../src/verify/redis.ts";
import { httpServer, scriptedServer, withServer } from "./servers.ts";

describe("HTTP over a connection", () => {
  const echo = httpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      response.setHeader("x-seen", String(request.headers["x-mine"]));
      response.writeHead(418);
      response.end(
        `${request.method} ${request.url} ${request.headers["content-type"]} ${Buffer.concat(chunks)}`,
      );
    });
  });
  const asked = { method: "POST", path: "/a?b=c", headers: { "x-mine": "1" }, body: { d: "é" } } as const;
  const expected = { status: 418, text: 'POST /a?b=c application/json {"d":"é"}' };

  it("asks over the connection that it is given, and by URL, and follows no redirect", () =>
    withServer(echo, async (dial, port) => {
      const over = await askOver(await dial(), "litellm", asked);
      expect(over).toMatchObject(expected);
      expect(over.headers["x-seen"]).toBe("1");
      expect(await askUrl(`http://127.0.0.1:${port}`, asked)).toMatchObject(expected);
    }));

  it("rejects when the server hangs up", () =>
    withServer(scriptedServer([]), async (dial) => {
      await expect(askOver(await dial(), "x", { path: "/" })).rejects.toThrow();
    }));
});

describe("Redis", () => {
  it("tells replies apart, also those that come in pieces or together", () =>
    withServer(
      scriptedServer(["+OK\r\n", "$5\r\nhe", "llo\r\n:1\r\n", "$-1\r\n-NOPERM no\r\n"]),
      async (dial) => {
        const redis = redisSession(await dial());
        expect(await redis.send("AUTH", "a", "b")).toBe("+OK");
        const first = redis.send("GET", "x");
        await new Promise((resolve) => setTimeout(resolve, 30));
        const second = redis.send("EXISTS", "x");
        expect(await first).toBe("$hello");
        expect(await second).toBe(":1");
        const [third, fourth] = [redis.send("GET", "y"), redis.send("GET", "z")];
        expect([await third, await fourth]).toEqual(["$-1", "-NOPERM no"]);
        redis.close();
      },
    ));

  it("rejects when the server hangs up, before a question and after", () =>
    withServer(scriptedServer([]), async (dial) => {
      const redis = redisSession(await dial());
      await expect(redis.send("PING")).rejects.toThrow("hung up");
      await expect(redis.send("PING")).rejects.toThrow("hung up");
    }));
});

describe("PostgreSQL", () => {
  const login = { user: "me", password: "pw", database: "db", sslmode: "disable" } as const;
  const frame = (type: string, ...parts: (number[] | string)[]) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
    const head = Buffer.alloc(5);
    head.write(type, 0, "latin1");
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const int = (value: number) => [0, 0, 0, value];
  const trusted = Buffer.concat([frame("R", int(0)), frame("S", "a\0b\0"), frame("Z", "I")]);
  const row = frame("D", [0, 2], int(2), "hi", [255, 255, 255, 255]);

  it("gives rows, and none where there is nothing", () =>
    withServer(
      scriptedServer([trusted, Buffer.concat([row, frame("C", "SELECT 1\0"), frame("Z", "I")])]),
      async (dial) => {
        const socket = await dial();
        expect(await askPostgres(socket, login, (query) => query("select 1"))).toEqual([["hi", null]]);
        socket.destroy();
      },
    ));

  it.each([
    [
      "an error of a statement",
      [trusted, Buffer.concat([frame("E", "SERROR\0C42P01\0Mno table\0\0"), frame("Z", "I")])],
      "no table (42P01)",
    ],
    ["a password that is refused", [frame("E", "SFATAL\0C28P01\0Mno\0\0")], "no (28P01)"],
    ["a sign-in that we do not know", [frame("R", int(5), "salt")], "other than SCRAM"],
    ["a server that hangs up", [], "hung up"],
  ])("rejects with %s", (_title, answers, message) =>
    withServer(scriptedServer(answers), async (dial) => {
      const socket = await dial();
      await expect(askPostgres(socket, login, (query) => query("select 1"))).rejects.toThrow(message);
      socket.destroy();
    }),
  );

  it("does not go on without TLS where that is required", () =>
    withServer(scriptedServer(["N"]), async (dial) => {
      const socket = await dial();
      const asked = askPostgres(socket, { ...login, sslmode: "require" }, (query) => query("select 1"));
      await expect(asked).rejects.toThrow("speaks no TLS");
      socket.destroy();
    }));
});
