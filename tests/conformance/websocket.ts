import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** The server's side of a WebSocket (RFC 6455) for binary messages of one frame each. */
export interface ServerSocket {
  send(data: Buffer): void;
}

/** Answers the handshake in a protocol of Kubernetes', and tells of each message. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  onMessage: (data: Buffer) => void,
): ServerSocket {
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  const head = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
    "Sec-WebSocket-Protocol: v4.channel.k8s.io",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  let buffer = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let found = frameIn(buffer); found; found = frameIn(buffer)) {
      buffer = buffer.subarray(found.length);
      if (found.opcode === 8) socket.end(frame(8, found.data));
      else onMessage(found.data);
    }
  });
  return { send: (data) => void socket.write(frame(2, data)) };
}

function frame(opcode: number, data: Buffer): Buffer {
  const size = data.length < 126 ? [data.length] : [126, data.length >> 8, data.length & 255];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...size]), data]);
}

/** The first whole frame; those of clients are masked. */
function frameIn(buffer: Buffer): { opcode: number; data: Buffer; length: number } | undefined {
  if (buffer.length < 2) return undefined;
  const short = (buffer[1] ?? 0) & 127;
  const start = short === 126 ? 4 : 2;
  if (buffer.length < start + 4) return undefined;
  const size = short === 126 ? buffer.readUInt16BE(2) : short;
  const length = start + 4 + size;
  if (buffer.length < length) return undefined;
  const mask = buffer.subarray(start, start + 4);
  const masked = buffer.subarray(start + 4, length);
  const data = Buffer.from(masked.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return { opcode: (buffer[0] ?? 0) & 15, data, length };
}
