import { isIPv6 } from "node:net";

/** The parts of a PostgreSQL connection URI, none of them escaped. */
export interface Dsn {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A connection URI (PostgreSQL manual, 34.1.1.2) in which every part may hold any character. */
export function dsn({ user, password, host, port, database, parameters = {} }: Dsn): string {
  const query = Object.entries(parameters).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const tail = query.length > 0 ? `?${query.join("&")}` : "";
  return `postgresql://${encode(user)}:${encode(password)}@${isIPv6(host) ? `[${host}]` : host}:${port}/${encode(database)}${tail}`;
}

/** Percent-encodes all but the unreserved characters of RFC 3986; half a surrogate pair becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
