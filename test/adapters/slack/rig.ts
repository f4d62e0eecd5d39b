import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import type { Adapter } from "../../../src/adapters/adapter.ts";
import { createSlackAdapter } from "../../../src/adapters/slack/adapter.ts";
import type { SlackConfig, SlackOptions } from "../../../src/adapters/slack/ports.ts";
import type { Answers } from "../../../src/advice/questions.ts";
import type { Dependencies } from "../../../src/dialogue/dependencies.ts";
import { handleAction } from "../../../src/dialogue/policy/handle-action.ts";
import type { Outcome, Reply } from "../../../src/dialogue/reply.ts";
import { NEW_STATE, type State } from "../../../src/dialogue/state.ts";
import type { Turn } from "../../../src/dialogue/turn.ts";
import { loadContent } from "../../../src/knowledge/load.ts";
import type { RunTurn } from "../../../src/runtime/turn-runner.ts";
import type { Delivery, Settled } from "../../../src/store/store.ts";
import {
  type Answered,
  type Oddity,
  SIGNING_SECRET,
  sendRequest,
} from "../../fakes/slack/sender.ts";
import { APP_TOKEN, BOT_TOKEN, type FakeSlack, startFakeSlack } from "../../fakes/slack/server.ts";
import type { Json, Message } from "../../fakes/slack/workspace.ts";

export const { content } = loadContent("locales");

/** The adapter against a local Slack, with the real flow and a scripted understanding of free text. */
export type Rig = {
  readonly slack: FakeSlack;
  /** The address of the adapter's own HTTP server. */
  readonly url: string;
  readonly adapter: Adapter;
  readonly turns: Turn[];
  readonly settled: Settled[];
  readonly logged: {
    readonly level: string;
    readonly fields: Readonly<Record<string, unknown>>;
    readonly text: string;
  }[];
  event(payload: object, odd?: Oddity): Promise<Answered>;
  interaction(payload: object): Promise<Answered>;
  command(payload: object): Promise<Answered>;
  /** Everything for everyone, in order. */
  posts(): readonly Message[];
  /** What one person alone sees. */
  whispers(): readonly Message[];
  /** Waits until the claim holds. */
  until(claim: () => void): Promise<void>;
  close(): Promise<void>;
};

type Setting = {
  readonly mode?: "http" | "socket";
  readonly config?: Partial<SlackConfig>;
  readonly options?: Partial<SlackOptions>;
};

export async function startRig({
  mode = "http",
  config = {},
  options = {},
}: Setting = {}): Promise<Rig> {
  const slack = await startFakeSlack();
  const turns: Turn[] = [];
  const settled: Settled[] = [];
  const logged: Rig["logged"] = [];
  const write = (level: string) => (fields: Readonly<Record<string, unknown>>, text: string) =>
    void logged.push({ level, fields, text });
  const outbox: { run: (delivery: Delivery) => Promise<Settled> } = {
    run: async () => ({ kind: "dropped", error: "not ready" }),
  };
  const adapter = createSlackAdapter({
    config: {
      botToken: BOT_TOKEN,
      appToken: mode === "socket" ? APP_TOKEN : null,
      signingSecret: mode === "http" ? SIGNING_SECRET : null,
      oauth: null,
      apiUrl: slack.apiUrl,
      ...config,
    },
    runTurn: scriptedConverse(turns, (delivery) => void deliverAll(outbox.run, delivery, settled)),
    content,
    draw: null,
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    now: Date.now,
    readFacts: readFacts,
    ...options,
  });
  outbox.run = adapter.deliver;
  await adapter.start();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    void adapter.routes.find((route) => route.path === path)?.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    slack,
    url,
    adapter,
    turns,
    settled,
    logged,
    event: (payload, odd) => sendRequest(`${url}/slack/events`, "event", payload, odd),
    interaction: (payload) => sendRequest(`${url}/slack/events`, "interaction", payload),
    command: (payload) => sendRequest(`${url}/slack/events`, "command", payload),
    posts: () => slack.workspace.messages.filter((message) => message.to === null),
    whispers: () => slack.workspace.messages.filter((message) => message.to !== null),
    until: (claim) => vi.waitFor(claim, { timeout: 10_000, interval: 5 }),
    async close() {
      await adapter.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await slack.close();
    },
  };
}

async function deliverAll(
  run: (delivery: Delivery) => Promise<Settled>,
  delivery: Delivery,
  settled: Settled[],
): Promise<void> {
  for (let attempt = 1; attempt <= 60; attempt += 1) {
    const how = await run({ ...delivery, attempt });
    settled.push(how);
    if (how.kind !== "retry") return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(how.afterMs, 20)));
  }
}

/** Exactly-once like the store's, in memory. */
export function scriptedConverse(turns: Turn[], post: (delivery: Delivery) => void): RunTurn {
  const states = new Map<string, State>();
  const replies = new Map<string, Reply | null>();
  return async (turn, address) => {
    turns.push(turn);
    if (!replies.has(turn.id)) {
      const outcome = respondTo(turn, states.get(turn.key) ?? NEW_STATE);
      states.set(turn.key, outcome.state);
      replies.set(turn.id, outcome.reply);
      if (outcome.reply && address)
        post({
          id: `d:${turn.id}`,
          turn: turn.id,
          address,
          reply: outcome.reply,
          attempt: 1,
          recovered: false,
        });
    }
    return address ? null : (replies.get(turn.id) ?? null);
  };
}

function respondTo(turn: Turn, state: State): Outcome {
  const words = turn.input.kind === "text" ? turn.input.text : "";
  const wished =
    turn.input.kind === "action" && turn.input.action?.kind === "language"
      ? turn.input.action.language
      : null;
  const language =
    wished ??
    turn.preferred ??
    (/[ぁ-んァ-ヶ一-龠]/.test(words)
      ? "ja"
      : (state.language ?? turn.customary ?? turn.locale?.slice(0, 2) ?? "en"));
  const deps = { content, recipe: file, record: file } as unknown as Dependencies;
  const outcome = handleAction(
    { deps, language },
    state,
    turn.input.kind === "action" ? turn.input.action : actionFor(words, state),
    [],
  );
  const reply = outcome.reply && {
    ...outcome.reply,
    audience: words.includes("private") ? ("asker" as const) : outcome.reply.audience,
  };
  return {
    ...outcome,
    state: { ...outcome.state, language },
    reply: words.includes("hush") ? null : reply,
  };
}

function actionFor(
  words: string,
  state: State,
): Turn["input"] extends infer Input ? (Input extends { action: infer A } ? A : never) : never {
  const count = Number(words);
  if (state.asking && Number.isInteger(count) && count > 0)
    return { kind: "facts", answers: { ...state.answers, ...readFacts(words) } };
  if (/choose|選/.test(words)) return { kind: "start" };
  if (/help/.test(words)) return { kind: "help" };
  if (/(\d+)\s*(photos|枚)/.test(words)) return { kind: "facts", answers: readFacts(words) };
  return { kind: "topic", topic: /compare|表/.test(words) ? "comparison_table" : "difference" };
}

/** "500 photos … no GPU" and 「500枚 … GPUなし」, as far as the tests say it. */
export function readFacts(text: string): Answers {
  const count = /(\d+)/.exec(text)?.[1];
  return {
    ...(count ? { data: Number(count) < 100 ? "tiny" : "small", examples: Number(count) } : {}),
    ...(/close|近い/.test(text) ? { similarity: "close" } : {}),
    ...(/no GPU|GPUなし/.test(text) ? { compute: "limited" } : {}),
  };
}

const file = () => ({
  name: "record.md",
  mime: "text/markdown",
  text: "# Record\n\nText of the record.",
});

/** What can be pressed: a button, an entry of a menu or a thumb, as its press comes back. */
type Pressable = {
  readonly label: string;
  readonly action_id: unknown;
  readonly block_id: unknown;
  readonly value: unknown;
  readonly selected_option?: Json;
};

/** The buttons of a message or view, in order; the entries of menus and the thumbs among them. */
export function buttonsOf(shown: { readonly blocks?: unknown }): readonly (Json & Pressable)[] {
  return ((shown.blocks ?? []) as readonly Json[])
    .filter((block) => block.type === "actions" || block.type === "context_actions")
    .flatMap((block) =>
      (block.elements as readonly Json[]).flatMap((element) =>
        pressables(element).map((each) => ({
          ...each,
          action_id: element.action_id,
          block_id: block.block_id,
        })),
      ),
    );
}

function pressables(element: Json): readonly (Json & Omit<Pressable, "action_id" | "block_id">)[] {
  const labelOf = (part: Json) => String((part.text as Json).text);
  if (element.type === "feedback_buttons")
    return [element.positive_button as Json, element.negative_button as Json].map((half) => ({
      ...half,
      label: labelOf(half),
      value: half.value,
    }));
  const groups = (element.option_groups ?? [element]) as readonly Json[];
  const options = groups.flatMap((group) => (group.options ?? []) as readonly Json[]);
  if (element.type === "static_select" || element.type === "overflow")
    return options.map((option) => ({
      label: labelOf(option),
      text: option.text,
      value: option.value,
      selected_option: option,
    }));
  return [{ ...element, label: labelOf(element), value: element.value }];
}

/** The first button whose label begins with these words. */
export function button(shown: { readonly blocks?: unknown }, label: string) {
  const all = buttonsOf(shown);
  const found = all.find((each) => each.label.includes(label));
  if (!found)
    throw new Error(`no button “${label}” among ${all.map((each) => each.label).join(", ")}`);
  const { action_id, value, block_id, selected_option } = found;
  return selected_option === undefined
    ? { action_id, value, block_id }
    : { action_id, value: undefined, block_id, selected_option };
}
