// Loaded before the command line: appends everything that is written to a file to the one named by
// TRACED_WRITES, as lines of JSON, and fails the write number FAILING_WRITE as a full disk does.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { TRACED_WRITES, FAILING_WRITE } = process.env;
const log = fs.openSync(TRACED_WRITES, "a");
const writeNow = fs.writeSync;
let writes = 0;

/** Data of a write as text; undefined for what only opens, moves or flushes. */
function textOf(data) {
  if (typeof data === "string") return data;
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString();
  return Array.isArray(data) ? data.map(textOf).join("") : String(data);
}

function record(name, to, data) {
  writes += 1;
  writeNow(log, `${JSON.stringify({ name, to: String(to), text: textOf(data) })}\n`);
  if (writes === Number(FAILING_WRITE))
    throw Object.assign(new Error("ENOSPC: no space left on device"), {
      code: "ENOSPC",
      errno: -28,
      syscall: "write",
    });
}

function trace(owner, names) {
  for (const name of names) {
    const original = owner[name];
    owner[name] = function traced(to, data, ...rest) {
      record(name, to, data);
      return Reflect.apply(original, this, [to, data, ...rest]);
    };
  }
}

const handle = await fs.promises.open(new URL(import.meta.url));
const FileHandle = Object.getPrototypeOf(handle);
await handle.close();
for (const name of ["write", "writev", "writeFile", "appendFile", "createWriteStream"]) {
  const original = FileHandle[name];
  FileHandle[name] = function traced(data, ...rest) {
    record(`FileHandle.${name}`, this.fd, data);
    return Reflect.apply(original, this, [data, ...rest]);
  };
}

const names = [
  "writeFileSync",
  "appendFileSync",
  "writeSync",
  "writevSync",
  "writeFile",
  "appendFile",
  "write",
  "writev",
];
trace(fs, [...names, "createWriteStream"]);
for (const name of ["writeFile", "appendFile"]) {
  const original = fs.promises[name];
  fs.promises[name] = async function traced(to, data, ...rest) {
    record(`promises.${name}`, to, data);
    return Reflect.apply(original, this, [to, data, ...rest]);
  };
}
syncBuiltinESMExports();
