import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, list, mapping, type Path, text, type Value } from "../value.ts";
import { has, type KindRules, type Subject } from "./kind.ts";
import { pathMatchProblem } from "./route-path.ts";

/** Gateway API 1.6, the expressions of the HTTPRoute CRD. */
export const httpRouteKinds: KindRules = {
  "gateway.networking.k8s.io/HTTPRoute": [parents, eachRule, matchCount],
};

/** The field that each type of filter fills. */
const FILTERS: Readonly<Record<string, string>> = {
  RequestHeaderModifier: "requestHeaderModifier",
  ResponseHeaderModifier: "responseHeaderModifier",
  RequestMirror: "requestMirror",
  RequestRedirect: "requestRedirect",
  URLRewrite: "urlRewrite",
  CORS: "cors",
  ExternalAuth: "externalAuth",
  ExtensionRef: "extensionRef",
};
/** Types that may stand several times in one list. */
const SEVERAL: ReadonlySet<string> = new Set(["RequestMirror", "ExtensionRef", "ExternalAuth"]);
const MOST_MATCHES = 128;

function* parents({ spec, fail }: Subject): Iterable<Problem> {
  const byParent = new Map<string, Value[]>();
  for (const [index, parent] of list(get(spec, "parentRefs")).entries()) {
    const parts = ["group", "kind", "namespace", "name"].map((field) => get(parent, field) ?? null);
    const key = JSON.stringify(parts);
    const known = byParent.get(key) ?? [];
    const part = [get(parent, "sectionName") ?? "", get(parent, "port") ?? 0];
    const same = known.some((other) => JSON.stringify(other) === JSON.stringify(part));
    const unnamed = known.length > 0 && [...known, part].some((other) => JSON.stringify(other) === '["",0]');
    byParent.set(key, [...known, part]);
    if (!same && !unnamed) continue;
    const at = ["spec", "parentRefs", index];
    yield fail(
      "duplicate-entry",
      at,
      "the same parent stands here twice",
      "give each another sectionName, or keep one",
    );
  }
}

function* eachRule(subject: Subject): Iterable<Problem> {
  for (const [index, rule] of list(get(subject.spec, "rules")).entries()) {
    const at = ["spec", "rules", index];
    yield* redirectOrBackends(subject, rule, at);
    yield* filterList(subject, get(rule, "filters"), [...at, "filters"], rule);
    for (const [place, backend] of list(get(rule, "backendRefs")).entries()) {
      yield* backendPort(subject, backend, [...at, "backendRefs", place]);
      yield* filterList(subject, get(backend, "filters"), [...at, "backendRefs", place, "filters"], rule);
    }
    for (const [place, match] of list(get(rule, "matches")).entries())
      yield* matchPath(subject, get(match, "path"), [...at, "matches", place, "path"]);
    yield* timeouts(subject, get(rule, "timeouts"), [...at, "timeouts"]);
  }
}

function* redirectOrBackends({ fail }: Subject, rule: Value, at: Path): Iterable<Problem> {
  const redirects = list(get(rule, "filters")).some((filter) => has(filter, "requestRedirect"));
  if (!redirects || list(get(rule, "backendRefs")).length === 0) return;
  const message = "a rule that redirects has no backends";
  yield fail(
    "redirect-with-backends",
    [...at, "backendRefs"],
    message,
    "take backendRefs or the redirect out",
  );
}

function* filterList(subject: Subject, filters: Value | undefined, at: Path, rule: Value): Iterable<Problem> {
  const { fail } = subject;
  const types = list(filters).map((filter) => text(get(filter, "type")) ?? "");
  for (const [index, filter] of list(filters).entries()) {
    const type = types[index] ?? "";
    const place = [...at, index];
    yield* filterFields(subject, filter, type, place);
    if (types.indexOf(type) < index && !SEVERAL.has(type) && type in FILTERS)
      yield fail("duplicate-entry", place, `a second ${type} filter is refused`, "write one filter for both");
    if (type === "URLRewrite" && types.includes("RequestRedirect"))
      yield fail("one-of", place, "URLRewrite and RequestRedirect exclude each other", "keep one of the two");
    for (const field of ["urlRewrite", "requestRedirect"]) {
      yield* pathModifier(subject, get(filter, field, "path"), [...place, field, "path"], rule);
    }
  }
}

function* filterFields({ fail }: Subject, filter: Value, type: string, at: Path): Iterable<Problem> {
  const wanted = FILTERS[type];
  if (wanted === undefined) return;
  if (!has(filter, wanted))
    yield fail("filter-fields", at, `a filter of type ${type} needs ${wanted}`, `write ${wanted}`);
  for (const field of Object.values(FILTERS)) {
    if (field === wanted || !has(filter, field)) continue;
    const message = `a filter of type ${type} has no ${field}`;
    yield fail("filter-fields", [...at, field], message, "take it out, or change the type");
  }
}

function* pathModifier({ fail }: Subject, path: Value | undefined, at: Path, rule: Value): Iterable<Problem> {
  if ((path ?? null) === null) return;
  const type = get(path, "type");
  for (const [name, field] of [
    ["ReplaceFullPath", "replaceFullPath"],
    ["ReplacePrefixMatch", "replacePrefixMatch"],
  ] as const) {
    if (has(path, field) === (type === name)) continue;
    yield fail("filter-fields", at, `type: ${name} and ${field} go together`, "write both, or neither");
  }
  if (type !== "ReplacePrefixMatch" || !has(path, "replacePrefixMatch")) return;
  const matches = list(get(rule, "matches"));
  if (matches.length === 1 && (get(matches[0], "path", "type") ?? "PathPrefix") === "PathPrefix") {
    if (has(matches[0], "path")) return;
  }
  const message = "a prefix can be replaced only where the rule matches exactly one PathPrefix";
  yield fail("prefix-without-match", at, message, "write one match with a PathPrefix");
}

function* matchPath({ fail }: Subject, path: Value | undefined, at: Path): Iterable<Problem> {
  const type = get(path, "type") ?? "PathPrefix";
  const value = text(get(path, "value"));
  const problem = value === undefined || type === "RegularExpression" ? undefined : pathMatchProblem(value);
  if (problem) yield fail("path-syntax", [...at, "value"], problem, "write a plain path such as /v1");
}

function* timeouts({ fail }: Subject, found: Value | undefined, at: Path): Iterable<Problem> {
  const request = milliseconds(text(get(found, "request")));
  const backend = milliseconds(text(get(found, "backendRequest")));
  if (request === undefined || backend === undefined || request === 0 || backend <= request) return;
  const message = "backendRequest is longer than request";
  yield fail(
    "timeout-order",
    [...at, "backendRequest"],
    message,
    "shorten it, or write request: 0s for none",
  );
}

function milliseconds(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  const parts = [...duration.matchAll(/(\d+)(ms|h|m|s)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0), 0);
}

function* matchCount({ spec, fail }: Subject): Iterable<Problem> {
  const count = list(get(spec, "rules")).reduce<number>(
    (sum, rule) => sum + list(get(rule, "matches")).length,
    0,
  );
  if (count <= MOST_MATCHES) return;
  const message = `the rules have ${shown(String(count))} matches, ${MOST_MATCHES} are allowed`;
  yield fail("out-of-range", ["spec", "rules"], message, "make it two routes");
}

function* backendPort({ fail }: Subject, backend: Value, at: Path): Iterable<Problem> {
  const { group = "", kind = "Service", port } = mapping(backend);
  if (group !== "" || kind !== "Service" || (port ?? null) !== null) return;
  yield fail("missing-field", at, "a reference to a Service needs its port", "write port");
}
