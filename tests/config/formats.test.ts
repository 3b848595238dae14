import { expect, test } from "vitest";
import { ajvFormats, formats } from "../../src/config/formats.ts";

/** Texts by format: those that have it, and those that have not with words of the hint. */
const cases: Record<string, { good: string[]; bad: [text: string, hint: string][] }> = {
  "dns-label": {
    good: ["a", "ai-system", "0", "a".repeat(63)],
    bad: [
      ["AI_System", "write ai-system"],
      ["-a", "at both ends"],
      ["a.b", "write a-b"],
      ["a".repeat(64), "shorten"],
      ["", "lower case"],
    ],
  },
  "dns-subdomain": {
    good: ["a.b", "example.com"],
    bad: [
      ["a..b", "DNS name"],
      [`${"a.".repeat(130)}b`, "shorten"],
    ],
  },
  "git-url": {
    good: ["https://github.com/o/r", "ssh://git@github.com/o/r.git", "http://git.local:3000/r"],
    bad: [
      ["git@github.com:o/r.git", "write ssh://git@github.com/o/r.git"],
      ["https://token@github.com/o/r", "leave it out, and put it into a Secret"],
      ["ssh://git:word@github.com/o/r", "leave it out, and put it into a Secret"],
      ["github.com/o/r", "write https://github.com/o/r"],
      ["https://", "write https://host"],
      ["https://a b/r", "%20"],
    ],
  },
  "https-url": {
    good: ["https://api.example.com", "https://10.0.0.1:8443/v1"],
    bad: [
      ["http://api.example.com", "begin with https://"],
      ["api.example.com", "write https://api.example.com"],
    ],
  },
  "https-base-url": {
    good: ["", "https://api.example.com", "https://10.0.0.1:8443/v1/"],
    bad: [
      ["http://api.example.com", "begin with https://"],
      ["https://.b..c", "DNS name"],
      ["https://user:word@api.example.com", "without a user"],
      ["https://api.example.com/v1?x=1", "a query"],
    ],
  },
  hostname: {
    good: ["ai.example.com", "localhost"],
    bad: [
      ["https://ai.example.com", "without a scheme"],
      ["ai.example.com:443", "without a port"],
      ["ai.example.com.", "remove the dot"],
      ["*.example.com", "wildcard"],
      ["AI.Example.com", "write ai.example.com"],
      ["my_host.example.com", "write my-host.example.com"],
      ["10.0.0.1", "DNS name"],
      ["a b", "DNS name"],
    ],
  },
  "wildcard-hostname": {
    good: ["*.example.com", "example.com"],
    bad: [
      ["*", "DNS name"],
      ["a.*.com", "DNS name"],
    ],
  },
  host: { good: ["10.0.0.1", "::1", "a.b"], bad: [["a_b", "write a-b"]] },
  "host-port": {
    good: ["db:5432", "10.0.0.1:1", "[::1]:65535"],
    bad: [
      ["db", "host:port"],
      ["db:0", "1 to 65535"],
      ["db:70000", "1 to 65535"],
      ["d_b:1", "write d-b"],
    ],
  },
  ipv4: {
    good: ["192.168.1.10"],
    bad: [
      ["192.168.1", "four numbers"],
      ["192.168.1.256", "four"],
      ["::1", "four"],
    ],
  },
  "ipv4-cidr": {
    good: ["10.0.0.0/24", "0.0.0.0/0", "10.1.2.3/32"],
    bad: [
      ["10.0.0.5/24", "did you mean 10.0.0.0/24"],
      ["192.168.77.255/20", "did you mean 192.168.64.0/20"],
      ["10.0.0.0", "10.0.0.0/32"],
      ["10.0.0.0/33", "0 to 32"],
      ["10.0.0.0/", "0 to 32"],
      ["10.0.0.0/8/8", "address/bits"],
      ["fd00::/8", "address/bits"],
    ],
  },
  cidr: {
    good: ["10.0.0.0/8", "fd00::/8", "::/0", "2001:db8::1/128", "::ffff:10.0.0.0/104"],
    bad: [
      ["2001:db8::1/64", "did you mean 2001:db8::/64"],
      ["fd00:1:2:3:4:5:6:7/112", "did you mean fd00:1:2:3:4:5:6:0/112"],
      ["::1", "::1/128"],
      ["::/129", "0 to 128"],
      ["x/8", "address/bits"],
    ],
  },
  "http-url": {
    good: ["https://ai.example.com", "http://10.0.0.1:9000/x?y=z", "http://[::1]/", "http://u:p@db.x:1/"],
    bad: [
      ["ai.example.com", "write https://ai.example.com"],
      ["ftp://x", "not with another scheme"],
      ["https://a b", "%20"],
      ["https://", "https://host"],
      ["https://my_host/x", "write my-host"],
      ["https:/x.y", "begin with https://"],
    ],
  },
  uri: {
    good: ["postgres://db/x", "https://x", "s3://bucket/x"],
    bad: [
      ["x", "write https://x"],
      ["mailto:x", "https"],
    ],
  },
  email: {
    good: ["ops@example.com", "a.b+c@x-y.org"],
    bad: [
      ["ops", "name@example.com"],
      ["a@b", "name@"],
      ["a b@c.de", "name@"],
      ["a@b@c.de", "name@"],
    ],
  },
  quantity: {
    good: ["1", "500m", "1.5Gi", "1e3", "100M", "-1", ".5"],
    bad: [
      ["1GB", "write 1G"],
      ["1 Gi", "write 1Gi"],
      ["1gi", "write 1Gi"],
      ["1,5Gi", "write 1.5Gi"],
      ["x", "500m or 2Gi"],
    ],
  },
  cpu: {
    good: ["1", "500m", "0.5", "1.250"],
    bad: [
      ["1Gi", "cores"],
      ["0.5m", "thousandths"],
      ["0.0001", "thousandths"],
      ["2 cores", "write 2"],
      ["-1", "500m"],
    ],
  },
  memory: {
    good: ["512Mi", "2Gi", "1e9", "1073741824"],
    bad: [
      ["512m", "512Mi"],
      ["2GiB", "write 2Gi"],
      ["2gb", "write 2G"],
      ["0", "512Mi"],
      ["-1Gi", "without a space"],
    ],
  },
  storage: {
    good: ["10Gi", "1T"],
    bad: [
      ["10 GiB", "write 10Gi"],
      ["10K", "write 10k"],
      ["0Gi", "10Gi"],
    ],
  },
  cron: {
    good: ["0 3 * * *", "*/5 0-6,12 1 jan-mar mon", "@daily", "@every 1h", "0 0 ? * 0", "5/15 * * * *"],
    bad: [
      ["0 0 3 * * *", "write 0 3 * * *"],
      ["0 3 * *", "five fields"],
      ["60 * * * *", "0 to 59"],
      ["0 24 * * *", "0 to 23"],
      ["0 0 0 * *", "1 to 31"],
      ["0 0 * 13 *", "jan to dec"],
      ["0 0 * * 7", "0 to 6"],
      ["*/0 * * * *", "step"],
      ["30-10 * * * *", "range"],
      ["a b", "five fields"],
      ["@often", "five fields"],
      ["@every day", "90s"],
    ],
  },
  "cron-seconds": {
    good: ["0 0 3 * * *", "@weekly"],
    bad: [
      ["0 3 * * *", "write 0 0 3 * * *"],
      ["60 0 3 * * *", "0 to 59"],
      ["", "six fields"],
    ],
  },
  duration: {
    good: ["90s", "1h30m", "1.5h", "100ms", "0"],
    bad: [
      ["30", "30s"],
      ["30d", "720h"],
      ["2 weeks", "336h"],
      ["-1h", "90s"],
      ["1h 30m", "90s"],
      ["", "90s"],
    ],
  },
  timezone: {
    good: ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Calcutta", "Etc/GMT+5"],
    bad: [
      ["Europe/Berln", "Europe/Berlin"],
      ["europe/berlin", "Europe/Berlin"],
      ["+01:00", "UTC"],
      ["Mars/X", "Berlin"],
    ],
  },
  image: {
    good: [
      "nginx",
      "ghcr.io/berriai/litellm:1.80.0",
      `localhost:5000/x/y__z@sha256:${"a".repeat(64)}`,
      `docker.io/a/b:1@sha256:${"0".repeat(64)}`,
    ],
    bad: [
      ["https://ghcr.io/x", "without https"],
      ["ghcr.io/BerriAI/litellm", "lower case"],
      ["x:", "registry/name:tag"],
      ["x@sha256:12", "64"],
      ["x@y@z", "64"],
      ["a b", "registry/name:tag"],
      ["-x.io/a", "registry/name:tag"],
      ["", "registry/name:tag"],
    ],
  },
  "image-tag": {
    good: ["1.80.0", "main-v1.80.8-stable.1", "_x"],
    bad: [
      [":1", "tag alone"],
      ["1@sha256:x", "tag alone"],
      ["a/b", "letters"],
      ["-x", "letters"],
      ["x".repeat(129), "128"],
    ],
  },
  semver: {
    good: ["1.2.3", "v1.6.1", "1.0.0-rc.1+b.2"],
    bad: [
      ["1.2", "write 1.2.0"],
      ["v1", "write v1.0.0"],
      ["1.2.3.4", "major.minor.patch"],
      ["01.2.3", "major"],
    ],
  },
};

test("there are cases for every format", () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(formats).sort());
});

const good = Object.entries(cases).flatMap(([format, { good }]) =>
  good.map((text) => [format, text] as const),
);
const bad = Object.entries(cases).flatMap(([format, { bad }]) =>
  bad.map(([text, hint]) => [format, text, hint] as const),
);

test.each(good)("%s: %s", (format, text) => {
  expect(formats[format]?.(text)).toBeUndefined();
  expect(ajvFormats[format]?.(text)).toBe(true);
});

test.each(bad)("%s: not %s", (format, text, hint) => {
  expect(formats[format]?.(text)?.hint).toContain(hint);
  expect(ajvFormats[format]?.(text)).toBe(false);
});
