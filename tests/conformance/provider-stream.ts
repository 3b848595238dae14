import type { ServerResponse } from "node:http";

interface Completion {
  readonly choices: readonly { readonly message: { readonly content: string } }[];
}

/** Sends what a provider answers: an OpenAI chat that was asked for as a stream in two pieces, all else at once. */
export function sendAnswer(response: ServerResponse, status: number, answer: object, stream: unknown): void {
  if (stream !== true || !isCompletion(answer)) {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
    return;
  }
  const text = answer.choices[0]?.message.content ?? "";
  const middle = Math.ceil(text.length / 2);
  const deltas = [
    { role: "assistant", content: text.slice(0, middle) },
    { content: text.slice(middle) },
    {},
  ].map((delta, index) => ({ index: 0, delta, finish_reason: index === 2 ? "stop" : null }));
  response.writeHead(status, { "content-type": "text/event-stream" });
  for (const choice of deltas) {
    const chunk = { ...answer, object: "chat.completion.chunk", choices: [choice] };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }
  response.end("data: [DONE]\n\n");
}

function isCompletion(answer: object): answer is Completion {
  return "object" in answer && answer.object === "chat.completion";
}
