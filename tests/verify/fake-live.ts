import type { Check, Verdict } from "../../src/verify/check.ts";
import type { HttpAnswer, HttpRequest, Live, TlsFacts } from "../../src/verify/live.ts";

export const now = new Date("2026-11-21T12:00:00Z");

/** A platform that answers what a test says; whatever it does not say is a failure of the test. */
export function fakeLive(answers: Partial<Live>): Live {
  const silent = (what: string) => () => Promise.reject(new Error(`the test has no ${what}`));
  return {
    now,
    http: silent("HTTP"),
    redis: silent("Redis"),
    postgres: silent("PostgreSQL"),
    tls: silent("TLS"),
    page: silent("page"),
    object: silent("object"),
    objects: silent("objects"),
    ...answers,
  };
}

export function answer(
  status: number,
  text = "",
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, text, headers };
}

/** HTTP that answers by method and path, and 404 else. */
export function httpOf(
  answers: Readonly<Record<string, HttpAnswer>>,
  asked: HttpRequest[] = [],
): Live["http"] {
  return async (_place, request) => {
    asked.push(request);
    return answers[`${request.method ?? "GET"} ${request.path}`] ?? answer(404, "not found");
  };
}

/** Pages of hosts by their URLs without a query, and 404 else. */
export function pagesOf(answers: Readonly<Record<string, HttpAnswer>>, asked: URL[] = []): Live["page"] {
  return async (host, path = "/") => {
    const url = new URL(path, `https://${host}`);
    asked.push(url);
    return answers[`${url.origin}${url.pathname}`] ?? answer(404, "not found");
  };
}

export function tlsOf(facts: Partial<TlsFacts>): Live["tls"] {
  const validTo = new Date(now.getTime() + 60 * 86_400_000);
  return async () => ({ names: [], validTo, fault: undefined, ...facts });
}

/** What the check of that name finds. */
export async function verdictOf(checks: readonly Check[], id: string, live: Live): Promise<Verdict> {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`there is no ${id} among ${checks.map((one) => one.id).join(", ")}`);
  return check.run(live);
}
