import type { Finding } from "../../app.ts";
import { postgresMajor, tagOf } from "./images.ts";
import type { CloudnativePgVariables } from "./variables.ts";

/** The oldest major version that operator 1.30 supports (its page of supported releases). */
const oldestMajor = 14;

/** The operator's webhook learns the version from the tag and refuses an image without one. */
export function* postgresImage({ cnpg_postgres_image: image }: CloudnativePgVariables): Iterable<Finding> {
  const setting = "cnpg_postgres_image";
  const hint =
    "write a tag that starts with the version, such as ghcr.io/cloudnative-pg/postgresql:18.4-standard-trixie";
  const tag = tagOf(image);
  const major = postgresMajor(image);
  if (tag === undefined) {
    yield {
      code: "postgres-image-tag",
      setting,
      message: "the image has no tag to read the version from",
      hint,
    };
  } else if (major === undefined) {
    yield {
      code: "postgres-image-tag",
      setting,
      message: `the tag ${tag} does not start with a version`,
      hint,
    };
  } else if (major < oldestMajor) {
    const message = `PostgreSQL ${major} is older than ${oldestMajor}, the oldest that the operator supports`;
    yield { code: "postgres-too-old", severity: "warning", setting, message, hint };
  }
}
