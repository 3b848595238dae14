import type { ClaimKind, Claims, GrantKind, Grants, OfferKind, Offers } from "./offers.ts";
import type { Severity } from "./problem.ts";
import type { Check } from "./verify/check.ts";

/** The value kinds that `explain` names and that the static template check relies on. */
export type VariableType = "boolean" | "integer" | "number" | "string" | "array" | "object";

/**
 * What a derivation may read besides its own variables. Every read is recorded, so `explain` is always true.
 */
export interface Facts {
  /** True when the variable has a value other than null and the empty string; never carries a secret on. */
  has(name: string): boolean;
  /** Names of the entries of a variable that is a map, also of a secret one: the names are no secret. */
  keys(name: string): readonly string[];
  /** The offer of that kind from whichever enabled app or external server provides it. */
  offer<K extends OfferKind>(kind: K): Offers[K] | undefined;
  /** All claims of that kind by enabled apps, in the order of the apps' names. */
  claims<K extends ClaimKind>(kind: K): readonly Claims[K][];
  /** What the provider grants to this app's own claim of that kind. */
  grant<K extends GrantKind>(kind: K): Grants[K] | undefined;
}

/** A variable that is computed. A derivation that reads a secret and is not boolean must be `secret`. */
export interface Derivation<V, T = unknown> {
  readonly type: VariableType;
  readonly description: string;
  readonly secret?: boolean;
  /**
   * The value is the SHA-256 of what `of` gives, in hexadecimal, and public although secrets went into it: at least
   * one of them must be one that nobody can guess.
   */
  readonly fingerprint?: boolean;
  /** For a derived variable: what a user who tries to set it should set instead. */
  readonly setInstead?: string;
  readonly of: (v: V, facts: Facts) => T;
}

export type Derivations<Own, V> = { readonly [K in keyof Own]: Derivation<V, Own[K]> };

/**
 * A three-valued switch. True in cluster.yaml: every need must hold, else an error names what is missing.
 * False: off. Absent: on exactly when every need holds.
 */
export interface Toggle {
  readonly name: string;
  /** Variables that must be true (booleans) or have a value (all others). */
  readonly needs: readonly string[];
  readonly offers?: readonly OfferKind[];
  /** False: absent means off even when every need holds. Default true. */
  readonly whenAbsent?: boolean;
}

/** Something a rule found, placed at a setting; the engine adds file, line and column. */
export interface Finding {
  readonly code: string;
  readonly severity?: Severity;
  readonly setting: string;
  /** Keys and indexes below the setting. */
  readonly path?: readonly (string | number)[];
  /** Settings without which this finding would not be; `secrets generate` makes those it can. */
  readonly missing?: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/**
 * A rule over several settings; runs only when its app is enabled and the settings fit the schema. Only rules are
 * told the time, and not where nobody knows it, so that the tree follows from the settings alone.
 */
export type Rule<V> = (v: V, facts: Facts, now?: Date) => Iterable<Finding>;

export type OfferSources<V> = {
  readonly [K in OfferKind]?: (v: V, facts: Facts) => Offers[K] | undefined;
};

export type ClaimSources<V> = {
  readonly [K in ClaimKind]?: (v: V, facts: Facts) => readonly Claims[K][];
};

export type GrantSources<V> = {
  readonly [K in GrantKind]?: (claim: Claims[K], v: V, facts: Facts) => Grants[K] | undefined;
};

/** Where on the hand-over page a step stands; the page has the chapters in this order. */
export type HandoverChapter =
  | "dns"
  | "storage"
  | "sign-in"
  | "browser"
  | "models"
  | "secrets"
  | "restore"
  | "verify";

/** Something that a person must do by hand, for exactly this configuration. */
export interface HandoverStep {
  readonly chapter: HandoverChapter;
  /** One line of Markdown; it is a heading, and a link in the list of steps. */
  readonly title: string;
  /**
   * Markdown without headings; names secrets by their settings and never holds their values: to read one throws.
   * src/handover/markdown.ts quotes what a user has written.
   */
  readonly text: string;
}

export type HandoverSource<V> = (v: V, facts: Facts) => readonly HandoverStep[];

/** Questions to the running platform, in the order in which they are asked; may hold secrets, and tells none. */
export type LiveSource<V> = (v: V, facts: Facts) => readonly Check[];

/** An app as plain data. `V` is all it may read: its settings, the cluster's, and its own derived variables. */
export interface App<V = never> {
  readonly name: string;
  readonly title: string;
  /** The variable that holds its namespace. */
  readonly namespace: string;
  /** Its switches; the first one turns the app itself on. */
  readonly toggles: readonly Toggle[];
  /** Values for settings that cluster.yaml leaves out and whose default depends on others. */
  readonly defaults?: Readonly<Record<string, Derivation<V>>>;
  readonly derived?: Readonly<Record<string, Derivation<V>>>;
  readonly rules?: readonly Rule<V>[];
  /** Flux Kustomizations that must be ready before a dependant starts; the app's own name when left out. */
  readonly ready?: (v: V, facts: Facts) => readonly string[];
  readonly offers?: OfferSources<V>;
  /** The setting that brings an offer about; the app's first toggle when left out. */
  readonly offeredBy?: { readonly [K in OfferKind]?: string };
  readonly claims?: ClaimSources<V>;
  readonly grants?: GrantSources<V>;
  /** Its steps on the hand-over page. */
  readonly handover?: HandoverSource<V>;
  /** What `verify` asks of it. */
  readonly live?: LiveSource<V>;
}
