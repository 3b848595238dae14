import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { type PostgresLogin, type Query, Unanswered } from "./live.ts";
import { clientFinal, clientFirst, isServerSignature } from "./scram-client.ts";

/** One message of the server (PostgreSQL, Frontend/Backend Protocol 3.0). */
interface Message {
  readonly type: string;
  readonly body: Buffer;
}

/** Reads whole messages off a stream. */
interface Inbox {
  next(): Promise<Message>;
}

/** Signs in over a connection that is there already and asks; the caller ends the connection. */
export async function askPostgres<T>(
  plain: Duplex,
  login: PostgresLogin,
  question: (query: Query) => Promise<T>,
): Promise<T> {
  const connection = login.sslmode === "disable" ? plain : await encrypted(plain, login);
  const inbox = inboxOf(connection);
  connection.write(startup(login));
  await signIn(connection, inbox, login);
  const answer = await question((statement) => rowsOf(connection, inbox, statement));
  connection.write(message("X", Buffer.alloc(0)));
  return answer;
}

/** SSLRequest: the server answers with one byte. Whose certificate it is, `require` does not ask. */
async function encrypted(plain: Duplex, { sslmode }: PostgresLogin): Promise<Duplex> {
  const request = Buffer.alloc(8);
  request.writeInt32BE(8, 0);
  request.writeInt32BE(80877103, 4);
  const byte = await new Promise<string>((resolve, reject) => {
    plain.once("error", reject);
    plain.once("close", () => reject(new Error("the server hung up")));
    plain.once("data", (chunk: Buffer) => resolve(chunk.toString("latin1", 0, 1)));
    plain.write(request);
  });
  if (byte === "S") return connectTls({ socket: plain, rejectUnauthorized: false });
  if (sslmode === "require")
    throw new Unanswered("the server speaks no TLS, and the setting requires it", "see its sslmode setting");
  return plain;
}

function startup({ user, database }: PostgresLogin): Buffer {
  const pairs = ["user", user, "database", database, "application_name", "clusterloom verify"];
  const text = Buffer.from(`${pairs.map((part) => `${part}\0`).join("")}\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(text.length + 8, 0);
  head.writeInt32BE(196608, 4);
  return Buffer.concat([head, text]);
}

async function signIn(connection: Duplex, inbox: Inbox, { password }: PostgresLogin): Promise<void> {
  const first = clientFirst();
  let final: ReturnType<typeof clientFinal> | undefined;
  for (;;) {
    const { type, body } = await inbox.next();
    if (type === "E") throw refused(body);
    if (type === "Z") return;
    if (type !== "R") continue;
    const step = body.readInt32BE(0);
    if (step === 0) continue;
    if (step === 10) {
      const text = Buffer.from(first.message);
      const size = Buffer.alloc(4);
      size.writeInt32BE(text.length, 0);
      connection.write(message("p", Buffer.concat([Buffer.from("SCRAM-SHA-256\0"), size, text])));
    } else if (step === 11) {
      final = clientFinal(first, body.toString("utf8", 4), password);
      connection.write(message("p", Buffer.from(final.message)));
    } else if (step === 12) {
      if (!final || !isServerSignature(body.toString("utf8", 4), final))
        throw new Unanswered(
          "the server does not know the password that it accepted",
          "see who answers there",
        );
    } else
      throw new Unanswered("the server asks for a sign-in other than SCRAM-SHA-256", "see its pg_hba.conf");
  }
}

async function rowsOf(connection: Duplex, inbox: Inbox, statement: string): Promise<(string | null)[][]> {
  connection.write(message("Q", Buffer.from(`${statement}\0`)));
  const rows: (string | null)[][] = [];
  let failure: Unanswered | undefined;
  for (;;) {
    const { type, body } = await inbox.next();
    if (type === "E") failure = refused(body);
    if (type === "D") rows.push(valuesIn(body));
    if (type !== "Z") continue;
    if (failure) throw failure;
    return rows;
  }
}

function valuesIn(body: Buffer): (string | null)[] {
  const values: (string | null)[] = [];
  let at = 2;
  for (let left = body.readInt16BE(0); left > 0; left--) {
    const size = body.readInt32BE(at);
    at += 4;
    values.push(size < 0 ? null : body.toString("utf8", at, at + size));
    at += Math.max(0, size);
  }
  return values;
}

/** ErrorResponse: fields of one letter each; M is the message, C the SQLSTATE. */
function refused(body: Buffer): Unanswered {
  const fields = body.toString("utf8").split("\0");
  const field = (letter: string) => fields.find((text) => text.startsWith(letter))?.slice(1) ?? "";
  const hint = hints[field("C")] ?? "see the database's log";
  return new Unanswered(`PostgreSQL answers: ${field("M")} (${field("C")})`, hint);
}

/** By SQLSTATE (PostgreSQL, appendix A). */
const hints: Readonly<Record<string, string>> = {
  "28P01":
    "the database knows another password than cluster.yaml: see docs/handover.md, or the operator's log",
  "28000": "the server lets nobody in this way: see its pg_hba.conf, and the sslmode setting",
  "3D000": "nobody has made the database: see the Job that does, or docs/external-servers.md",
  "53300": "the server has no connection left: see its max_connections",
};

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function inboxOf(connection: Duplex): Inbox {
  let buffer = Buffer.alloc(0);
  let failure: Error | undefined;
  let wake = () => {};
  connection.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    wake();
  });
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  connection.on("error", fail);
  connection.on("close", () => fail(new Error("the server hung up")));
  return {
    next: async () => {
      for (;;) {
        const size = buffer.length < 5 ? undefined : buffer.readInt32BE(1) + 1;
        if (size !== undefined && buffer.length >= size) {
          const found = { type: buffer.toString("latin1", 0, 1), body: buffer.subarray(5, size) };
          buffer = buffer.subarray(size);
          return found;
        }
        if (failure) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
