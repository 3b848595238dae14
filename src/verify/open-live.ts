import type { Duplex } from "node:stream";
import { askOver, askUrl } from "./http.ts";
import { type Kind, type Live, type LiveObject, type Place, Unanswered } from "./live.ts";
import { askPostgres } from "./postgres.ts";
import { redisSession } from "./redis.ts";
import type { Resolve } from "./resolve.ts";
import { silenceOf } from "./silence.ts";
import { secured, tlsFacts } from "./tls.ts";

/** The API server as far as checks read it; undefined where there is none to ask. */
export interface Reads {
  object(kind: Kind, namespace: string, name: string): Promise<LiveObject | undefined>;
  objects(kind: Kind, namespace: string): Promise<readonly LiveObject[]>;
}

export interface Ways {
  /** Opens a connection to a place; rejects with an Unanswered. */
  readonly dial: (place: Place) => Promise<Duplex>;
  readonly reads: Reads | undefined;
  readonly via: "forward" | "route";
  readonly now: Date;
  /** Where public names lead to instead. */
  readonly resolve?: Resolve;
}

/** The running platform, and the end of whatever was asked of it without an answer. */
export interface OpenLive extends Live {
  close(): void;
}

/** The running platform, reached in the given ways. Close it, or questions that hang keep the process alive. */
export function openLive({ dial: open, reads, via, now, resolve = asNamed }: Ways): OpenLive {
  const end = new AbortController();
  const opened = new Set<Duplex>();
  const dial = async (place: Place) => {
    const connection = await open(place).catch(silenceOf(place));
    if (end.signal.aborted) connection.destroy();
    opened.add(connection);
    connection.once("close", () => opened.delete(connection));
    return connection;
  };
  const { signal } = end;
  return {
    now,
    close: () => {
      end.abort();
      for (const connection of opened) connection.destroy();
    },
    tls: (host) => tlsFacts(host, resolve(host)),
    page: (host, path = "/") => {
      const page = `https://${host}`;
      return askUrl(page, { path }, { resolve, signal }).catch(silenceOf({ name: page }));
    },
    http: async (place, request) => {
      if (via === "route")
        return askUrl(routeOf(place), request, { resolve, signal }).catch(silenceOf(place));
      // As kubectl port-forward would have it: some servers refuse a name that they do not know.
      return askOver(await dial(place), "localhost", request).catch(silenceOf(place));
    },
    redis: async (place) => {
      const session = redisSession(await secured(place, await dial(place)));
      return { ...session, send: (...words) => session.send(...words).catch(silenceOf(place)) };
    },
    postgres: async (place, login, question) => {
      const connection = await dial(place);
      try {
        return await askPostgres(connection, login, question);
      } catch (error) {
        return silenceOf(place)(error);
      } finally {
        connection.destroy();
      }
    },
    object: async (kind, namespace, name) => (reads ?? noCluster()).object(kind, namespace, name),
    objects: async (kind, namespace) => (reads ?? noCluster()).objects(kind, namespace),
  };
}

function asNamed(): undefined {}

function routeOf({ name, url }: Place): string {
  if (url === undefined) throw new Unanswered(`no route leads to ${name}`, "leave --via route out", true);
  return url;
}

export function noCluster(): never {
  throw new Unanswered("no cluster can be asked", "name a kubeconfig in KUBECONFIG", true);
}
