import type { Duplex } from "node:stream";
import { askOver, askUrl } from "./http.ts";
import { type HttpAnswer, type Kind, type Live, type LiveObject, type Place, Unanswered } from "./live.ts";
import { askPostgres } from "./postgres.ts";
import { redisSession } from "./redis.ts";
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
  /** Stand in for the way that browsers take. */
  readonly tls?: Live["tls"];
  readonly page?: Live["page"];
}

/** The running platform, reached in the given ways. */
export function openLive({ dial: open, reads, via, now, tls = tlsFacts, page = pageOf }: Ways): Live {
  const dial = (place: Place) => open(place).catch(silenceOf(place));
  return {
    now,
    tls,
    page: (host) => page(host).catch(silenceOf({ name: `https://${host}` })),
    http: async (place, request) => {
      if (via === "route") return askUrl(routeOf(place), request).catch(silenceOf(place));
      return askOver(await dial(place), place.name.toLowerCase().replaceAll(" ", "-"), request).catch(
        silenceOf(place),
      );
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

function pageOf(host: string): Promise<HttpAnswer> {
  return askUrl(`https://${host}`, { path: "/" });
}

function routeOf({ name, url }: Place): string {
  if (url === undefined) throw new Unanswered(`no route leads to ${name}`, "leave --via route out", true);
  return url;
}

export function noCluster(): never {
  throw new Unanswered("no cluster can be asked", "name a kubeconfig in KUBECONFIG", true);
}

function silenceOf({ name, peer }: Pick<Place, "name"> & Partial<Place>): (error: unknown) => never {
  return (error) => {
    if (error instanceof Unanswered) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const hint =
      peer && !("podLabels" in peer)
        ? "look at its log, and see whether it speaks TLS there"
        : "look at the pod's log and events";
    throw new Unanswered(`${name} does not answer (${message || code})`, hint);
  };
}
