import type { App } from "../app.ts";
import type { Variables } from "../derive.ts";
import type { OfferKind } from "../offers.ts";

/** What a template sees of its own app besides the variables: `app.name`, `app.path` and so on. */
export interface AppContext {
  readonly name: string;
  readonly namespace: string;
  /** Namespace of the app's Flux Kustomizations. */
  readonly flux_namespace: string;
  /** Folder of the app, as `spec.path` of a Flux Kustomization wants it. */
  readonly path: string;
  /** Flux Kustomizations of the providers of what the app uses, as its toggles have it. */
  readonly depends_on: readonly FluxName[];
  /** The same by the kind of the offer, such as `app.providers.postgresql`; empty for a server outside of the tree. */
  readonly providers: Readonly<Record<string, readonly FluxName[]>>;
  readonly decryption: object;
  readonly source_ref: object;
}

interface FluxName {
  readonly name: string;
  readonly namespace: string;
}

/** The names that every template knows under `app`. */
export const appContextFields: readonly (keyof AppContext)[] = [
  "name",
  "namespace",
  "flux_namespace",
  "path",
  "depends_on",
  "providers",
  "decryption",
  "source_ref",
];

/** Folder of an app below the root, without `./`. */
export function appFolder(app: string, namespace: string): string {
  return `kubernetes/apps/${namespace}/${app}`;
}

/** The namespace that an app's own setting names. */
export function namespaceOf(variables: Variables, app: App<never>): string {
  return String(variables.value(app.namespace));
}

/** What the templates of an app see under `app`. */
export function appContext(variables: Variables, app: App<never>): AppContext {
  const namespace = namespaceOf(variables, app);
  const secret = variables.value("flux_decryption_secret");
  const used = new Set(
    app.toggles.flatMap(({ name, offers = [] }) => (variables.value(name) === true ? offers : [])),
  );
  const known = app.toggles.flatMap(({ offers = [] }) => offers);
  return {
    name: app.name,
    namespace,
    flux_namespace: fluxNamespace(variables, namespace),
    path: `./${appFolder(app.name, namespace)}`,
    depends_on: dependsOn(variables, [...used]),
    providers: Object.fromEntries(
      known.map((kind) => [kind, used.has(kind) ? dependsOn(variables, [kind]) : []]),
    ),
    decryption: { provider: "sops", ...(secret ? { secretRef: { name: secret } } : {}) },
    source_ref: {
      kind: "GitRepository",
      name: variables.value("flux_source_name"),
      namespace: variables.value("flux_namespace"),
    },
  };
}

function fluxNamespace(variables: Variables, appNamespace: string): string {
  const choice = variables.value("flux_kustomization_namespace");
  return choice === "app" ? appNamespace : String(variables.value("flux_namespace"));
}

function dependsOn(variables: Variables, kinds: readonly OfferKind[]): FluxName[] {
  const providers = new Set(kinds.map((kind) => variables.provider(kind)));
  return variables.members
    .filter((member) => member.app.toggles.length > 0 && providers.has(member))
    .flatMap(({ app: provider }) => {
      const { value } = variables.read(provider.name, (v, facts) => provider.ready?.(v, facts));
      const namespace = fluxNamespace(variables, namespaceOf(variables, provider));
      return (value ?? [provider.name]).map((name) => ({ name, namespace }));
    });
}
