/** The smallest cluster.yaml: nothing of ours is on. */
export const bare = "cloudflare_domain: example.com\n";

/** A ks.yaml.j2 for an app with one folder. */
export const ks = `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: #{ app.name | yaml }#
  namespace: #{ app.flux_namespace | yaml }#
spec:
  interval: 1h
  path: #{ (app.path ~ "/app") | yaml }#
  prune: true
  targetNamespace: #{ app.namespace | yaml }#
  sourceRef: #{ app.source_ref | yaml(4) }#
  decryption: #{ app.decryption | yaml(4) }#
`;

export function configMap(data: string): string {
  return `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: whoami\ndata:\n  value: ${data}\n`;
}

export const secret = `---
apiVersion: v1
kind: Secret
metadata:
  name: whoami
stringData:
  token: #{ whoami_token | yaml }#
`;

/** The schema of an app with one setting and one secret. */
export const schema = `{
  "title": "Who am I",
  "required": ["whoami_token"],
  "properties": {
    "whoami_greeting": { "type": "string", "maxLength": 20, "default": "hello" },
    "whoami_token": { "type": "string", "x-secret": true, "x-generate": { "alphabet": "hex", "length": 32 } }
  }
}
`;

/** The app of a user: a template that reads its own settings, ours, and another app's. */
export const whoami = {
  "templates/apps/whoami/ks.yaml.j2": ks,
  "templates/apps/whoami/app/configmap.yaml.j2": configMap(
    '#{ (whoami_greeting ~ " " ~ cloudflare_domain ~ " " ~ dragonfly_namespace) | yaml }#',
  ),
  "templates/apps/whoami/app/secret.sops.yaml.j2": secret,
  "templates/apps/whoami/settings.schema.json": schema,
};
