/** What a tag of a CloudNativePG image says, as in `18.4-standard-trixie` and `0.8.6-18-trixie`. */
export interface ImageTag {
  /** Numbers at the tag's start. */
  readonly version?: string;
  /** PostgreSQL major version that an extension was built for. */
  readonly builtFor?: number;
  /** Debian release at the tag's end. */
  readonly distribution?: string;
}

/** The tag of an image reference, without its digest; undefined when it has none. */
export function tagOf(image: string): string | undefined {
  const [reference = ""] = image.split("@");
  const [, tag] = /:([\w][\w.-]*)$/.exec(reference) ?? [];
  return tag;
}

/** Reads an image's tag; whatever it does not tell is left out. */
export function readTag(image: string): ImageTag {
  const tag = tagOf(image) ?? "";
  const [, version] = /^(\d+(?:\.\d+)*)/.exec(tag) ?? [];
  const [, builtFor] = /^\d+(?:\.\d+)+-(?:\d{8,}-)?(\d{2})(?=-|$)/.exec(tag) ?? [];
  const [, distribution] = /-(bullseye|bookworm|trixie|forky)$/.exec(tag) ?? [];
  return {
    ...(version === undefined ? {} : { version }),
    ...(builtFor === undefined ? {} : { builtFor: Number(builtFor) }),
    ...(distribution === undefined ? {} : { distribution }),
  };
}

/** The major version of PostgreSQL in an image's tag, which is all that the operator learns it from. */
export function postgresMajor(image: string): number | undefined {
  const { version } = readTag(image);
  return version === undefined ? undefined : Number.parseInt(version, 10);
}
