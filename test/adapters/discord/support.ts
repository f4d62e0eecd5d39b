import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createDiscordAdapter } from "../../../src/adapters/discord/adapter.ts";
import type { DiscordConfig, DiscordOptions } from "../../../src/adapters/discord/ports.ts";
import type { Reply } from "../../../src/dialogue/reply.ts";
import type { Turn } from "../../../src/dialogue/turn.ts";
import { loadContent } from "../../../src/knowledge/load.ts";
import type { RunTurn } from "../../../src/runtime/turn-runner.ts";
import type { Delivery, Settled } from "../../../src/store/store.ts";
import type { Answered } from "../../fakes/discord/interactions.ts";
import type { FakeDiscord } from "../../fakes/discord/server.ts";
import { TOKEN } from "../../fakes/discord/world.ts";

export const { content } = loadContent(fileURLToPath(new URL("../../../locales", import.meta.url)));

/** What the bot says to a turn. */
export type Script = (turn: Turn) => Reply | null | Promise<Reply | null>;

/** A reply of one paragraph. */
export function saying(text: string, more: Partial<Reply> = {}): Reply {
  return {
    about: "topic:difference",
    language: "en",
    blocks: [{ kind: "paragraph", text }],
    choices: [],
    audience: "everyone",
    ...more,
  };
}

/** The first question with two options. */
export function question(more: Partial<Reply> = {}): Reply {
  return saying("How many?", {
    about: "ask:data",
    choices: [
      {
        role: "option",
        label: "Under 100",
        description: "For example 40 photos",
        action: { kind: "answer", question: "data", option: "tiny", answers: {} },
        primary: false,
      },
      {
        role: "option",
        label: "100 to 999",
        description: null,
        action: { kind: "answer", question: "data", option: "small", answers: {} },
        primary: false,
      },
      {
        role: "control",
        label: "Cancel",
        description: null,
        action: { kind: "cancel" },
        primary: false,
      },
    ],
    ...more,
  });
}

/** Runs turns once each, as `runTurn.ts` does, over an outbox in memory. */
function createDesk(script: Script, deliver: (delivery: Delivery) => Promise<Settled>) {
  const turns: Turn[] = [];
  const replies = new Map<string, Reply | null>();
  const settled: Settled[] = [];
  let idle = Promise.resolve();
  const post = async (delivery: Delivery): Promise<void> => {
    const how = await deliver(delivery);
    settled.push(how);
    if (how.kind !== "retry") return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(how.afterMs, 100)));
    await post({ ...delivery, attempt: delivery.attempt + 1, recovered: true });
  };
  const runTurn: RunTurn = async (turn, address) => {
    if (replies.has(turn.id)) return address ? null : (replies.get(turn.id) ?? null);
    turns.push(turn);
    replies.set(turn.id, null);
    const reply = await script(turn);
    replies.set(turn.id, reply);
    if (!address || !reply) return reply;
    const delivery = { id: turn.id, turn: turn.id, address, reply, attempt: 1, recovered: false };
    idle = idle.then(() => post(delivery));
    return null;
  };
  return { runTurn, turns, settled, idle: () => idle };
}

export type Logged = {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
};

/** The real adapter on the fake, with a scripted dialogue. */
export async function startBot(
  discord: FakeDiscord,
  script: Script,
  config: Partial<DiscordConfig> = {},
  more: Partial<DiscordOptions> = {},
) {
  const logged: Logged[] = [];
  const note = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void logged.push({ level, fields, message });
  const desk = createDesk(script, (delivery) => adapter.deliver(delivery));
  const adapter = createDiscordAdapter({
    config: {
      token: TOKEN,
      publicKey: null,
      applicationId: null,
      apiUrl: discord.apiUrl,
      messageContent: false,
      members: false,
      answersIn: "reply",
      isShard: false,
      ...config,
    },
    runTurn: desk.runTurn,
    content,
    draw: async () => Buffer.from("png"),
    log: { info: note("info"), warn: note("warn"), error: note("error") },
    now: discord.now,
    readFacts: () => ({}),
    ...more,
  });
  await adapter.start();
  return {
    adapter,
    logged,
    turns: desk.turns,
    settled: desk.settled,
    /** Dispatches an interaction through the gateway. */
    async interact(fields: Readonly<Record<string, unknown>>): Promise<Answered> {
      const { payload, answered } = discord.interactions.begin(fields);
      discord.gateway.dispatch("INTERACTION_CREATE", payload);
      return await answered;
    },
    /** Says something and waits until the bot has answered everything it heard. */
    async hear(event: string, message: Readonly<Record<string, unknown>>): Promise<void> {
      const before = desk.settled.length;
      discord.gateway.dispatch(event, message);
      await until(() => desk.settled.length > before && desk.settled.at(-1)?.kind !== "retry");
      await desk.idle();
    },
  };
}
export type Bot = Awaited<ReturnType<typeof startBot>>;

/** Waits for a condition that events from outside make true. @throws after 10 s */
export async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`It did not come true within 10 s: ${isTrue}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The time in which something that must not happen would have happened. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 80));
}

/** The adapter's HTTP routes on a server of their own. */
export async function serve(adapter: Bot["adapter"]) {
  const server = createServer(async (request, response) => {
    const route = adapter.routes.find(({ path }) => path === request.url);
    await route?.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/discord/interactions`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
