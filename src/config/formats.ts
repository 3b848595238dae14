import type { FormatCheck } from "./fault.ts";
import {
  dnsLabel,
  dnsSubdomain,
  email,
  gitUrl,
  host,
  hostname,
  hostPort,
  httpsBaseUrl,
  httpsUrl,
  httpUrl,
  ipv4,
  uri,
  wildcardHostname,
} from "./hosts.ts";
import { image, imageTag, semver } from "./images.ts";
import { cidr, ipv4Cidr } from "./networks.ts";
import { cpu, memory, quantity, storage } from "./quantities.ts";
import { cron, cronSeconds, duration, timezone } from "./schedules.ts";

/** The values of the schema keyword `format`, each with what finds and explains a fault. */
export const formats: Readonly<Record<string, FormatCheck>> = {
  cidr,
  cpu,
  cron,
  "cron-seconds": cronSeconds,
  "dns-label": dnsLabel,
  "dns-subdomain": dnsSubdomain,
  duration,
  email,
  "git-url": gitUrl,
  host,
  "host-port": hostPort,
  hostname,
  "http-url": httpUrl,
  "https-base-url": httpsBaseUrl,
  "https-url": httpsUrl,
  image,
  "image-tag": imageTag,
  ipv4,
  "ipv4-cidr": ipv4Cidr,
  memory,
  quantity,
  semver,
  storage,
  timezone,
  uri,
  "wildcard-hostname": wildcardHostname,
};

/** The same as ajv takes them, when it compiles the schema and when the compiled validator runs. */
export const ajvFormats: Readonly<Record<string, (text: string) => boolean>> = Object.fromEntries(
  Object.entries(formats).map(([name, check]) => [name, (text: string) => check(text) === undefined]),
);
