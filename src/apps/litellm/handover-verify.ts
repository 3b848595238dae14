import type { HandoverStep } from "../../app.ts";
import { block, bullets, code, numbered, paragraphs } from "../../handover/markdown.ts";
import { word } from "../../handover/shell.ts";
import type { Mode } from "./modes.ts";
import { secretName } from "./secrets.ts";
import { apiPort } from "./tenant.ts";
import type { LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** How a person sees that every model answers, and that the fallbacks do. */
export function verifySteps(v: V): HandoverStep[] {
  const modes = Object.entries(v.litellm_model_modes);
  if (modes.length === 0) return [];
  return [askStep(v, modes), ...fallbackStep(v)];
}

function askStep(v: V, modes: readonly (readonly [string, Mode])[]): HandoverStep {
  const names = modes.map(([name]) => name).filter((name) => !name.includes("*"));
  return {
    chapter: "verify",
    title: "Ask every model",
    text: numbered([
      paragraphs("Lead a local port to LiteLLM, in a shell of its own:", block("sh", forward(v))),
      paragraphs(
        "Read the key out of its Secret. It stays in this shell, and out of the list of processes:",
        block("sh", `${readKey(v)}\n${askFunction}`),
      ),
      paragraphs(
        `See which models are served${names.length > 0 ? `. These must be among them: ${names.map(code).join(", ")}` : ""}:`,
        block("sh", `ask ${url}/v1/models`),
      ),
      ...requests.flatMap(({ mode, ...request }) => {
        const asked = modes.flatMap(([name, one]) => (one === mode ? [name] : []));
        return asked.length > 0 ? [requestItem(request, asked)] : [];
      }),
      ...others(modes),
    ]),
  };
}

const url = `http://localhost:${apiPort}`;

function forward(v: V): string {
  return `kubectl --namespace ${v.litellm_namespace} port-forward service/litellm ${apiPort}:${apiPort}`;
}

function readKey(v: V): string {
  const path = "jsonpath='{.data.LITELLM_MASTER_KEY}'";
  return `LITELLM_KEY="$(kubectl --namespace ${v.litellm_namespace} get secret ${secretName} --output ${path} | base64 --decode)"`;
}

/** curl reads the header with the key from its standard input, since its arguments can be seen by everyone. */
const askFunction = [
  "ask() {",
  "  printf 'Authorization: Bearer %s' \"$LITELLM_KEY\" |",
  "    curl --silent --show-error --header @- --header 'Content-Type: application/json' \"$@\"",
  "  echo",
  "}",
].join("\n");

interface Request {
  readonly what: string;
  readonly path: string;
  /** The body, in which `$model` stands for the model's name. */
  readonly body: object;
}

const requests: readonly (Request & { readonly mode: Mode })[] = [
  {
    mode: "chat",
    what: "Ask those that talk; each must answer with `choices`",
    path: "/v1/chat/completions",
    body: { model: "$model", messages: [{ role: "user", content: "Say hello." }] },
  },
  {
    mode: "completion",
    what: "Ask those that go on writing; each must answer with `choices`",
    path: "/v1/completions",
    body: { model: "$model", prompt: "Once upon a time", max_tokens: 20 },
  },
  {
    mode: "responses",
    what: "Ask those behind the Responses API; each must answer with `output`",
    path: "/v1/responses",
    body: { model: "$model", input: "Say hello." },
  },
  {
    mode: "embedding",
    what: "Have vectors made; each must answer with `embedding`",
    path: "/v1/embeddings",
    body: { model: "$model", input: "hello" },
  },
  {
    mode: "rerank",
    what: "Have documents put in order; each must answer with `relevance_score`",
    path: "/v1/rerank",
    body: { model: "$model", query: "fruit", documents: ["an apple", "a stone"] },
  },
  {
    mode: "image_generation",
    what: "Have an image made, which costs more than a question; each must answer with `data`",
    path: "/v1/images/generations",
    body: { model: "$model", prompt: "an apple" },
  },
];

function requestItem({ what, path, body }: Request, names: readonly string[]): string {
  const wildcards = names.filter((name) => name.includes("*"));
  const lead = wildcards.length > 0 ? `${what} (in the place of \`*\` write a model)` : what;
  const data = JSON.stringify(body).replaceAll('"', '\\"');
  const lines = [
    `for model in ${names.map(word).join(" ")}; do`,
    '  echo "== $model"',
    `  ask ${url}${path} --data "${data}"`,
    "done",
  ];
  return paragraphs(`${lead}:`, block("sh", lines.join("\n")));
}

/** Models that one line of curl cannot ask. */
function others(modes: readonly (readonly [string, Mode])[]): string[] {
  const left = modes.filter(([, mode]) => requests.every((request) => request.mode !== mode));
  if (left.length === 0) return [];
  const names = left.map(([name, mode]) => `${code(name)} (${mode})`);
  return [paragraphs("Try the others with the client that is to use them:", bullets(names))];
}

/** LiteLLM refuses requests that only pretend a failure (general_settings), so a real one is needed. */
function fallbackStep(v: V): HandoverStep[] {
  const chains = Object.entries(v.litellm_fallbacks).filter(
    ([model]) => v.litellm_model_modes[model] === "chat",
  );
  if (chains.length === 0) return [];
  const body = { model: "$model", messages: [{ role: "user", content: "Who answers? $RANDOM" }] };
  const data = JSON.stringify(body).replaceAll('"', '\\"');
  const command = [
    `for model in ${chains.map(([model]) => word(model)).join(" ")}; do`,
    '  echo "== $model"',
    `  ask ${url}/v1/chat/completions --output /dev/null --dump-header - --data "${data}" | grep x-litellm-model-group`,
    "done",
  ];
  return [
    {
      chapter: "verify",
      title: "Try the fallbacks",
      text: paragraphs(
        "With the key and the function of the step above. Each answer says who gave it: while all is well the model itself, and the next of its row while the server of the model is stopped:",
        bullets(chains.map(([model, behind]) => [model, ...behind].map(code).join(" → "))),
        block("sh", command.join("\n")),
      ),
    },
  ];
}
