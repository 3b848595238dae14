import type { Member } from "../derive.ts";
import { appContextFields } from "./context.ts";
import type { KnownVariable } from "./shape.ts";
import type { Variables } from "./static.ts";

/**
 * The variables that a template may name: the cluster's, its own app's, and `app`. The templates of an app that
 * the user brings may read everything.
 */
export function knownVariables(members: readonly Member[], template: string): Variables {
  const owner = /^apps\/([^/]+)\//.exec(template)?.[1] ?? "cluster";
  const isOurs = members.some(({ app, ofUser }) => app.name === owner && !ofUser);
  const readable = members.filter(({ app }) => !isOurs || app.name === owner || app.name === "cluster");
  const app: KnownVariable = { type: "object", secret: false, fields: [...appContextFields] };
  return new Map([["app", app], ...readable.flatMap(variablesOf)]);
}

function variablesOf({ app, schema }: Member): [string, KnownVariable][] {
  const settings = Object.entries(schema.properties).map(([name, setting]): [string, KnownVariable] => [
    name,
    { type: setting.type, secret: setting["x-secret"] === true },
  ]);
  const derived = Object.entries(app.derived ?? {}).map(([name, derivation]): [string, KnownVariable] => [
    name,
    { type: derivation.type, secret: derivation.secret === true },
  ]);
  return [...settings, ...derived];
}
