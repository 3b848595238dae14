import type { Finding } from "../../app.ts";
import { postgresMajor, readTag } from "./images.ts";
import type { CloudnativePgVariables } from "./variables.ts";

type V = CloudnativePgVariables;

/** An extension in an image of its own must fit the PostgreSQL that mounts it. */
export function* pgvectorRules(v: V): Iterable<Finding> {
  if (!v.cnpg_pgvector_enabled) return;
  yield* needsPostgres18(v);
  yield* samePostgres(v);
  yield* sameVersion(v);
  yield* soundVersion(v);
}

/** extension_control_path, which makes such images possible, came with PostgreSQL 18. */
function* needsPostgres18(v: V): Iterable<Finding> {
  const major = postgresMajor(v.cnpg_postgres_image);
  if (major === undefined || major >= 18) return;
  yield {
    code: "pgvector-needs-postgresql-18",
    setting: "cnpg_pgvector_enabled",
    message: `cnpg_pgvector_enabled needs PostgreSQL 18, but cnpg_postgres_image is ${major}`,
    hint: "set cnpg_postgres_image to a release of 18, or cnpg_pgvector_enabled: false: standard images hold pgvector",
  };
}

function* samePostgres(v: V): Iterable<Finding> {
  const extension = readTag(v.cnpg_pgvector_image);
  const { distribution } = readTag(v.cnpg_postgres_image);
  const major = postgresMajor(v.cnpg_postgres_image);
  const differs = <T>(a: T | undefined, b: T | undefined) => a !== undefined && b !== undefined && a !== b;
  if (!differs(extension.builtFor, major) && !differs(extension.distribution, distribution)) return;
  yield {
    code: "pgvector-image-mismatch",
    setting: "cnpg_pgvector_image",
    message: `cnpg_pgvector_image is made for another PostgreSQL or distribution than ${v.cnpg_postgres_image}`,
    hint: `choose a tag that ends in ${[major, distribution].filter((part) => part !== undefined).join("-")}`,
  };
}

function* sameVersion(v: V): Iterable<Finding> {
  const { version } = readTag(v.cnpg_pgvector_image);
  const wanted = v.cnpg_pgvector_version;
  if (wanted === null || version === undefined || wanted === version) return;
  yield {
    code: "pgvector-version-mismatch",
    setting: "cnpg_pgvector_version",
    message: `cnpg_pgvector_version is ${wanted}, but cnpg_pgvector_image holds ${version}`,
    hint: "leave cnpg_pgvector_version out: the image's tag tells it",
  };
}

/** CVE-2026-3172 (pgvector issue 959): 0.6.0 to 0.8.1 leak other relations' data through parallel HNSW builds. */
function* soundVersion(v: V): Iterable<Finding> {
  const { version } = readTag(v.cnpg_pgvector_image);
  const [major = 0, minor = 0, patch = 0] = (version ?? "1").split(".").map(Number);
  if (major > 0 || minor > 8 || (minor === 8 && patch >= 2) || minor < 6) return;
  yield {
    code: "pgvector-vulnerable",
    severity: "warning",
    setting: "cnpg_pgvector_image",
    message: `pgvector ${version} can leak data of other tables while it builds an index (CVE-2026-3172)`,
    hint: "use 0.8.2 or later",
  };
}
