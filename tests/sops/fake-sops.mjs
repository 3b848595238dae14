// A stand-in for the sops binary that keeps values in base64, so that the way in and out of it can be tested.
import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";

const args = process.argv.slice(2);
const input = await text(process.stdin);
if (process.env.FAKE_LOG) writeFileSync(process.env.FAKE_LOG, JSON.stringify(args));
if (process.env.FAKE_FAIL) {
  process.stdout.write(input);
  process.stderr.write(process.env.FAKE_FAIL);
  process.exit(1);
}
const b64 = (value) => Buffer.from(value).toString("base64");
const encrypted = /ENC\[AES256_GCM,data:([^,]*),[^\]]*\]/g;
const block = `sops:
    pgp:
        - fp: x
    lastmodified: "2026-03-01T12:00:00Z"
    mac: ENC[AES256_GCM,data:eA==,iv:eA==,tag:${b64("0123456789abcdef")},type:str]
    encrypted_regex: ^(data|stringData)$
    mac_only_encrypted: true
    version: 3.13.3
`;
const seal = (value) =>
  `ENC[AES256_GCM,data:${b64(value)},iv:${b64(String(Math.random()))},tag:${b64("0123456789abcdef")},type:str]`;
const output = args.includes("encrypt")
  ? input.replace(/(?<=^ {2}[a-z]+: )"([^"\n]+)"$/gm, (_, value) => seal(value)) + block
  : input.replace(/^sops:[\s\S]*/m, "").replace(encrypted, (_, data) => `"${Buffer.from(data, "base64")}"`);
process.stdout.write(output);
