import type { OutsideHost } from "../network.ts";
import type { Peer } from "../offers.ts";

/** A Service whose pods only its own selector names. */
export interface ServicePeer {
  readonly namespace: string;
  readonly service: string;
}

/** Where a server of the platform is found. */
export interface Place {
  /** For people: `LiteLLM`. */
  readonly name: string;
  /** Its pods, a Service in front of them, or a host outside of the cluster. */
  readonly peer: Peer | ServicePeer | OutsideHost;
  /** Where these listen. */
  readonly port: number;
  /** The name that its certificate must be for, where a Redis speaks TLS. */
  readonly tlsName?: string;
  /** Its URL for clients outside of the cluster, without a path; absent where no route leads there. */
  readonly url?: string;
}

export interface HttpRequest {
  readonly path: string;
  readonly method?: "GET" | "POST" | "OPTIONS";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A session at a Redis-compatible server. */
export interface RedisSession {
  /** Resolves to the reply as text; an error reply begins with `-`. */
  send(...words: string[]): Promise<string>;
  close(): void;
}

/** Who asks a PostgreSQL, and how. */
export interface PostgresLogin {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly sslmode: "disable" | "prefer" | "require";
}

/** Rows of one statement, every value as text, null where there is none. */
export type Query = (statement: string) => Promise<readonly (readonly (string | null)[])[]>;

/** What a server shows who speaks TLS with it. */
export interface TlsFacts {
  /** Names that the certificate is for. */
  readonly names: readonly string[];
  readonly validTo: Date;
  /** Why it is not trusted here, such as `ERR_TLS_CERT_ALTNAME_INVALID`; undefined when it is. */
  readonly fault: string | undefined;
}

export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}

/** An object as far as checks look at it. */
export interface LiveObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** Everything that checks may ask of the running platform. Each rejects with an Unanswered when nobody answers. */
export interface Live {
  readonly now: Date;
  http(place: Place, request: HttpRequest): Promise<HttpAnswer>;
  redis(place: Place): Promise<RedisSession>;
  /** Signs in, runs the question and hangs up. */
  postgres<T>(place: Place, login: PostgresLogin, question: (query: Query) => Promise<T>): Promise<T>;
  tls(host: string): Promise<TlsFacts>;
  /** A page of a host, the one at its root when no path is named, as browsers reach it. */
  page(host: string, path?: string): Promise<HttpAnswer>;
  /** An object; undefined when there is none. */
  object(kind: Kind, namespace: string, name: string): Promise<LiveObject | undefined>;
  objects(kind: Kind, namespace: string): Promise<readonly LiveObject[]>;
}

/** Nobody gave an answer that could be judged. `skip` when nothing is wrong with the platform by that. */
export class Unanswered extends Error {
  readonly hint: string;
  readonly skip: boolean;
  constructor(message: string, hint: string, skip = false) {
    super(message);
    this.name = "Unanswered";
    this.hint = hint;
    this.skip = skip;
  }
}
