import type { OutsideHost, OutsideRange, PodLabels } from "./network.ts";

/** A set of pods in a namespace: what a network policy needs to know of a peer. */
export interface Peer {
  readonly namespace: string;
  readonly podLabels: PodLabels;
}

/** Where a server is that may stand outside of the cluster: its pods, a host, or addresses. */
export type ServerPeer = Peer | OutsideHost | OutsideRange;

/** A PostgreSQL that is there already. An app makes its database in it, or finds it made. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly sslmode: "disable" | "prefer" | "require";
  readonly peer: ServerPeer;
  /** Who may create roles and databases; whether there is a password for it. */
  readonly admin: { readonly user: string; readonly database: string; readonly password: boolean };
}

/** Facts that an app, or an external server named in cluster.yaml, puts at the disposal of others. */
export interface Offers {
  /** A PostgreSQL for each app: an operator that makes one, or a server that all share. */
  postgresql: {
    /** Turns a CloudNativePG `Cluster` in any namespace into a running PostgreSQL; absent where there is a server. */
    readonly operator?: Peer;
    readonly server?: PostgresServer;
    /** What an instance runs, and what has `psql`. */
    readonly image: string;
    readonly storageClass: string;
    readonly priorityClass: string;
    /** True when a Cluster may archive to an ObjectStore: a claim that asks for it brings the barman-cloud plugin. */
    readonly backups: boolean;
    /** The pgvector extension as an image to mount; its version where the image's tag or a setting names it. */
    readonly pgvector?: { readonly image: string; readonly version?: string };
  };
  /** A Redis-compatible cache, whose tenants are confined by ACL where `acl` says so. */
  cache: {
    readonly host: string;
    readonly port: number;
    readonly peer: ServerPeer;
    /** How everybody signs in to a server that is there already; absent: each tenant as the user that it claims. */
    readonly shared?: { readonly tls: boolean; readonly username: string | null; readonly password: boolean };
    readonly acl: boolean;
    /** True when the server evicts keys under memory pressure instead of refusing writes. */
    readonly evicts: boolean;
  };
  /** An OIDC issuer with split horizon: browsers use `issuer`, pods use `internalIssuer`. */
  "oidc-issuer": {
    readonly issuer: string;
    readonly internalIssuer: string;
    readonly internalPort: number;
    readonly peer: Peer;
  };
  /** An S3-compatible object store. */
  "object-store": {
    readonly endpoint: string;
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
    readonly peer: Peer;
  };
  /** An OTLP collector over HTTP. */
  "trace-collector": { readonly endpoint: string; readonly port: number; readonly peer: Peer };
  /** The Prometheus that scrapes ServiceMonitors and PodMonitors. */
  "metrics-collector": { readonly peer: Peer };
  /** A page for the whole cluster, whose plugins run in the browsers of those who visit `origin`. */
  dashboard: { readonly origin: string };
  /** An OpenAI-compatible API. */
  "openai-api": {
    readonly internalUrl: string;
    readonly publicUrl: string;
    /** True when a route leads browsers to `publicUrl` and no sign-in but the API's own key stands before it. */
    readonly public: boolean;
    /** Every model that a client can name, whatever it is for; what a wildcard lets through is not among them. */
    readonly models: readonly string[];
    /** Those that talk, those that make vectors, and those that put documents in order. */
    readonly chatModels: readonly string[];
    readonly embeddingModels: readonly string[];
    readonly rerankModels: readonly string[];
    /** Patterns with `*` for models that only a provider knows. */
    readonly wildcards: readonly string[];
    readonly peer: Peer;
    readonly port: number;
  };
}

/** What a client's key may do; no models: all of them. */
export interface ClientKey {
  readonly value: string;
  readonly models: readonly string[];
  /** Spending limit in US dollars per `budgetDuration` (such as `30d`); null: none. */
  readonly maxBudget: number | null;
  readonly budgetDuration: string;
}

/** What a bucket's user may do: list the bucket, and read, write (also in parts) and delete objects. */
export type BucketAccess = "list" | "read" | "write" | "delete";

/** Requests that an app makes of whoever offers; the provider's templates render all claims on it. */
export interface Claims {
  /** An ACL user of the cache, confined to its keys, channels and command categories. */
  "cache-tenant": {
    readonly user: string;
    /** Key patterns in Redis glob style, such as `litellm:*`. */
    readonly keys: readonly string[];
    readonly channels: readonly string[];
    /** ACL rules over commands, in order, such as `+@read` or `-@admin`. */
    readonly commands: readonly string[];
    readonly peer: Peer;
  };
  /** A bucket with what its user needs there. */
  bucket: {
    readonly name: string;
    readonly purpose: string;
    readonly peer: Peer;
    /** Left out: all four. */
    readonly access?: readonly BucketAccess[];
    /** What every object's name begins with, such as `litellm/`; left out, the whole bucket is the claimant's. */
    readonly prefix?: string;
    /** Settings of the claimant that hold the keys of the bucket's user. */
    readonly keys?: { readonly access: string; readonly secret: string };
    /** URL or host of the store, where it may be another one than the `object-store` offer's. */
    readonly endpoint?: string;
  };
  /** A PostgreSQL Cluster of the claimant's own; `backup` asks for the barman-cloud plugin. */
  database: { readonly cluster: string; readonly namespace: string; readonly backup: boolean };
  /** A client at the OIDC issuer. */
  "oidc-client": {
    readonly clientId: string;
    readonly redirectUris: readonly string[];
    readonly peer: Peer;
    /** Secret setting of the claimant that holds the client's secret. */
    readonly secret?: string;
    /** True for a client without a secret, such as a page in a browser. */
    readonly isPublic?: boolean;
    /** True when the client sends a PKCE challenge, so that the issuer may insist on it. */
    readonly pkce?: boolean;
    /** Scopes that it asks for besides `openid`; left out, none that an issuer has not by itself. */
    readonly scopes?: readonly string[];
    /** Browser origins that may call the issuer; left out, none. */
    readonly webOrigins?: readonly string[];
    /** The claim that lists a user's groups, and the groups that mean something to the claimant by their names. */
    readonly groups?: { readonly claim: string; readonly names: readonly string[] };
    /** The claim that holds a user's roles at this client, and the roles that the claimant knows. */
    readonly roles?: { readonly claim: string; readonly names: readonly string[] };
  };
  /** A host name that browsers and clients outside of the cluster find a page at. */
  hostname: {
    readonly host: string;
    /** What answers there, such as `LiteLLM`. */
    readonly title: string;
    readonly gateways: readonly ("internal" | "external")[];
  };
  /** A browser origin that may call the OpenAI-compatible API. */
  "cors-origin": { readonly origin: string };
  /** A client of the OpenAI-compatible API inside the cluster, or a browser's page that has no pods. */
  "openai-client": {
    /** Names the client in the provider's records, such as `open-webui`. */
    readonly name: string;
    readonly peer?: Peer;
    /** A key of its own, a secret setting of the claimant, that the provider is to know. */
    readonly key?: ClientKey;
    /** Headers in which the client says for whom it asks; the provider books the costs on that user. */
    readonly userHeaders?: { readonly id: string; readonly email: string };
    /** Asks for the provider's own key, which may do everything. */
    readonly masterKey?: true;
  };
  /** A plugin of the dashboard, as an image that holds its main.js and package.json in `path`; empty: at its root. */
  "dashboard-plugin": { readonly name: string; readonly image: string; readonly path: string };
  /** Models that a server offers, for the OpenAI-compatible API to list as its own. */
  "model-server": {
    readonly name: string;
    /** The provider's word in LiteLLM, such as `ollama_chat`. */
    readonly provider: string;
    readonly apiBase: string;
    /** Models that talk. */
    readonly models: readonly string[];
    /** Models that make vectors; with Ollama LiteLLM calls these by the word `ollama`. */
    readonly embeddingModels?: readonly string[];
    readonly peer: Peer;
    readonly port: number;
  };
}

/** What a provider hands to the one app whose claim it answers; may hold secrets. */
export interface Grants {
  "cache-tenant": { readonly username: string; readonly password: string };
  /** The key that may do everything, for a client that asks for it. */
  "openai-client": { readonly masterKey: string };
  /** The object store credential that databases without one of their own may share for backups. */
  database: { readonly accessKey: string; readonly secretKey: string };
}

export type OfferKind = keyof Offers;
export type ClaimKind = keyof Claims;
export type GrantKind = keyof Grants;
