import fc from "fast-check";

/** The parts of JSON Schema that settings use. */
export interface ValueSchema {
  readonly type?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: ValueSchema;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly propertyNames?: ValueSchema;
  readonly additionalProperties?: boolean | ValueSchema;
  readonly "x-secret"?: boolean;
}

const longest = 60;
/** A shorter one stands by chance in names and numbers, which our own check refuses. */
const shortestSecret = 12;

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
const host = fc.array(label, { minLength: 2, maxLength: 3 }).map((labels) => labels.join("."));
const quantity = (...units: string[]) =>
  fc.tuple(fc.integer({ min: 1, max: 64 }), fc.constantFrom(...units)).map(([n, unit]) => `${n}${unit}`);
const version = fc.tuple(fc.nat(20), fc.nat(30), fc.nat(9)).map((parts) => parts.join("."));
const address = fc.tuple(host, fc.integer({ min: 1, max: 65535 })).map(([name, port]) => `${name}:${port}`);
const octet = fc.nat(255);

/** Values that a format allows, for the most part: what is not valid is sorted out later. */
const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  cidr: fc.oneof(
    fc.tuple(octet, octet).map(([a, b]) => `10.${a}.${b}.0/24`),
    fc.constantFrom("fd00::/64", "0.0.0.0/0", "192.0.2.1/32"),
  ),
  cpu: fc.oneof(quantity("", "00m"), fc.constantFrom("0.5", "1500m")),
  cron: fc.constantFrom("0 */6 * * *", "*/5 1-3 1,15 * 1-5", "59 23 31 12 *"),
  "cron-seconds": fc.constantFrom("0 0 3 * * *", "30 */10 1-3 1,15 * 1-5"),
  "dns-label": label,
  "dns-subdomain": fc.oneof(label, host),
  "git-url": fc.constantFrom("ssh://git@example.com/a/b.git", "https://example.com/a/b"),
  hostname: host,
  "http-url": fc.oneof(address, host).map((name) => `http://${name}`),
  "https-url": fc.oneof(address, host).map((name) => `https://${name}/path`),
  image: fc.constantFrom("ghcr.io/a/b:17.1", "localhost:5000/a/b/c:18.4-system", "docker.io/a/b"),
  "image-tag": fc.constantFrom("1.108.10", "1.108.3", "v1.101.0", "main-v1.80.8-stable.1"),
  memory: quantity("Mi", "Gi", "00Mi", "M"),
  semver: version,
  storage: quantity("Gi", "Ti", "G"),
  timezone: fc.constantFrom("Etc/UTC", "Europe/Oslo", "America/Argentina/Buenos_Aires"),
};

const awkward = [
  "yes",
  "0x1F",
  "1e3",
  "null",
  "~",
  "- a",
  "a: b",
  "a #b",
  "'",
  '"',
  "{{ x }}",
  "${x}",
  "ü 漢 🦊",
  "%",
];

/** A setting's value: its default or an example at times, else anything that the schema allows. */
export function drawValue(schema: ValueSchema): fc.Arbitrary<unknown> {
  const known = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])];
  const fresh = freshValue(schema);
  return known.length === 0
    ? fresh
    : fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...known) }, { weight: 2, arbitrary: fresh });
}

function freshValue(schema: ValueSchema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "integer") return fc.integer(boundsOf(schema));
  if (schema.type === "number") return fc.integer({ min: 1, max: 1000 }).map((n) => n / 4);
  if (schema.type === "array") return listOf(schema);
  if (schema.type === "object") return mapOf(schema);
  return textOf(schema);
}

function boundsOf({ minimum = -1, maximum = 100_000 }: ValueSchema): { min: number; max: number } {
  return { min: minimum, max: maximum };
}

function listOf({ items = {}, minItems = 0, maxItems = 4 }: ValueSchema): fc.Arbitrary<unknown> {
  return fc.uniqueArray(freshValue(items), { minLength: minItems, maxLength: maxItems });
}

function mapOf({ properties, propertyNames = {}, additionalProperties }: ValueSchema): fc.Arbitrary<unknown> {
  if (properties) {
    const fields = Object.entries(properties).map(([name, field]) => [name, freshValue(field)]);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  }
  const values = typeof additionalProperties === "object" ? freshValue(additionalProperties) : fc.string();
  return fc.dictionary(textOf(propertyNames), values, { maxKeys: 3 });
}

function textOf({ format, pattern, "x-secret": secret, ...bounds }: ValueSchema): fc.Arbitrary<string> {
  const minLength = Math.max(bounds.minLength ?? 0, secret ? shortestSecret : 0);
  const maxLength = Math.max(minLength, Math.min(bounds.maxLength ?? longest, longest));
  const formatted = format === undefined ? undefined : formats[format];
  if (formatted) return formatted;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const free = fc.string({ unit: "grapheme", minLength, maxLength });
  return minLength > 1 ? free : fc.oneof(free, fc.constantFrom(...awkward));
}
