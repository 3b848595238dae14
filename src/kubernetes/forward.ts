import { Duplex, PassThrough } from "node:stream";
import type { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import { PortForward } from "@kubernetes/client-node/dist/portforward.js";
import { KubeError } from "./api.ts";

/** A connection to a port of a pod, through the API server. */
export type Forward = (namespace: string, pod: string, port: number) => Promise<Duplex>;

/** Leads to pods by the WebSocket protocol of `kubectl port-forward`; nothing listens on this machine. */
export function forwardOver(config: KubeConfig): Forward {
  return async (namespace, pod, port) => {
    const [fromPod, errors, toPod] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const [where, name] = [encodeURIComponent(namespace), encodeURIComponent(pod)];
    const opened = await new PortForward(config)
      .portForward(where, name, [port], fromPod, errors, toPod)
      .catch((error: unknown) => {
        throw refusal(error);
      });
    const socket = typeof opened === "function" ? opened() : opened;
    const connection = Duplex.from({ readable: fromPod, writable: toPod });
    errors.once("data", (text: Buffer) => connection.destroy(new Error(String(text).trim())));
    // Both streams are told of the end, whichever side it came from.
    connection.once("close", () => socket?.close());
    socket?.addEventListener("close", () => {
      fromPod.end();
      toPod.destroy();
    });
    return connection;
  };
}

/** `Unexpected server response: 403` is all that the WebSocket tells. */
function refusal(error: unknown): KubeError {
  const message = String((error as { message?: unknown }).message ?? error);
  const status = Number(/server response: (\d{3})/.exec(message)?.[1] ?? 0);
  if (status === 403) return new KubeError("forbidden", "you may not create pods/portforward there", status);
  return new KubeError(
    status === 404 ? "not-found" : status === 0 ? "unreachable" : "other",
    message,
    status,
  );
}
