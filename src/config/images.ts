import { type FormatCheck, fault } from "./fault.ts";

const tagGrammar = /^\w[\w.-]{0,127}$/;
const digestGrammar = /^sha256:[a-f\d]{64}$/;
const pathGrammar = /^[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*)*$/;
const registryGrammar = /^(?:[A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?(?::\d+)?|\[[a-fA-F\d:]+\](?::\d+)?)$/;

/** The tag of a container image. */
export const imageTag: FormatCheck = (text) => {
  if (tagGrammar.test(text)) return undefined;
  if (text.startsWith(":")) return fault("begins with a colon", "write the tag alone");
  if (text.includes("@sha256:")) return fault("has a digest", "write the tag alone");
  return fault(
    "is not an image tag",
    "use letters, digits, dots, dashes and underscores, at most 128 characters",
  );
};

/** A reference to a container image, with or without tag and digest, as in the distribution specification. */
export const image: FormatCheck = (text) => {
  const [name = "", digest, more] = text.split("@");
  const usual = "write registry/name:tag, such as ghcr.io/berriai/litellm:1.80.0";
  if (more !== undefined || (digest !== undefined && !digestGrammar.test(digest))) {
    return fault("has a digest that is not one", "write @sha256: and 64 hexadecimal digits, or leave it out");
  }
  if (/^https?:\/\//.test(name)) return fault("is not an image", "write it without https://");
  const { path, tag } = splitTag(name);
  if (tag !== undefined && !tagGrammar.test(tag)) return fault("has a tag that is not one", usual);
  const { registry, rest } = splitRegistry(path);
  if (registry !== undefined && !registryGrammar.test(registry))
    return fault("has a registry that is not a host", usual);
  if (pathGrammar.test(rest)) return undefined;
  const lower = pathGrammar.test(rest.toLowerCase());
  return fault("is not an image", lower ? "write its name in lower case" : usual);
};

/** A semantic version, with or without a leading `v`, as Helm takes it. */
export const semver: FormatCheck = (text) => {
  const number = "(?:0|[1-9]\\d*)";
  const pre = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][\\dA-Za-z-]*)";
  const grammar = new RegExp(
    `^v?${number}\\.${number}\\.${number}(?:-${pre}(?:\\.${pre})*)?(?:\\+[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*)?$`,
  );
  if (grammar.test(text)) return undefined;
  if (/^v?\d+(?:\.\d+)?$/.test(text)) {
    return fault("is not a whole version", `write ${text}${".0".repeat(3 - text.split(".").length)}`);
  }
  return fault("is not a version", "write major.minor.patch, such as 1.80.0");
};

function splitTag(name: string): { path: string; tag: string | undefined } {
  const colon = name.lastIndexOf(":");
  if (colon <= name.lastIndexOf("/")) return { path: name, tag: undefined };
  return { path: name.slice(0, colon), tag: name.slice(colon + 1) };
}

/** The first part is a registry when it could not be a folder: it has a dot or a port, or is localhost. */
function splitRegistry(path: string): { registry: string | undefined; rest: string } {
  const slash = path.indexOf("/");
  const first = path.slice(0, Math.max(0, slash));
  if (!/[.:]|^localhost$/.test(first)) return { registry: undefined, rest: path };
  return { registry: first, rest: path.slice(slash + 1) };
}
