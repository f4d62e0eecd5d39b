import { responseFaults } from "./check.ts";
import { ApiFault } from "./fault.ts";
import type { Parsed } from "./multipart.ts";
import { APPLICATION, BOT, type FakeMessage, snowflake, userOf, type World } from "./world.ts";

type Json = Readonly<Record<string, unknown>>;

/** What became of an interaction: its initial response, how long it took, and what else was sent with its token. */
export type Answered = {
  readonly response: Json;
  readonly tookMs: number;
  /** The message that it made or changed, as it stands at last; null for modals and suggestions. */
  message(): FakeMessage | null;
  readonly followUps: FakeMessage[];
};

type Open = {
  readonly payload: Json;
  readonly createdMs: number;
  readonly startedMs: number;
  answered: Answered | null;
  message: FakeMessage | null;
  readonly settle: (answered: Answered) => void;
};

const ACKNOWLEDGE_MS = 3000;
const TOKEN_MS = 15 * 60_000;
const EPHEMERAL = 1 << 6;
const COMPONENTS_V2 = 1 << 15;

/**
 * Interactions from their creation to their token's end: acknowledged once and within 3 s, then 15 minutes of edits and
 * follow-ups. https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export function createInteractions(world: World, now: () => number) {
  const open = new Map<string, Open>();
  const counts = { opened: 0, answered: 0, refused: 0 };

  /** Makes an interaction known; resolves when it is acknowledged, rejects when that takes longer than 3 s. */
  function begin(fields: Json): { readonly payload: Json; readonly answered: Promise<Answered> } {
    const id = snowflake();
    const payload: Json = {
      id,
      application_id: APPLICATION,
      token: `token-${id}`,
      version: 1,
      entitlements: [],
      authorizing_integration_owners: {},
      app_permissions: "0",
      attachment_size_limit: 10_485_760,
      ...fields,
    };
    counts.opened += 1;
    const answered = new Promise<Answered>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error("This interaction failed: no response within 3 seconds")),
        ACKNOWLEDGE_MS,
      );
      open.set(String(payload.token), {
        payload,
        createdMs: now(),
        startedMs: performance.now(),
        answered: null,
        message: null,
        settle(value) {
          clearTimeout(timer);
          resolve(value);
        },
      });
    });
    return { payload, answered };
  }

  function find(token: string): Open {
    const found = open.get(token);
    if (!found) throw new ApiFault(404, 10062, "Unknown interaction");
    return found;
  }

  /** The initial response, by the callback endpoint or as the body of an HTTP response. */
  function acknowledge(token: string, { arrivedMs, json: response, files }: Parsed): void {
    const entry = find(token);
    if (entry.answered) {
      counts.refused += 1;
      throw new ApiFault(400, 40060, "Interaction has already been acknowledged.");
    }
    const tookMs = arrivedMs - entry.startedMs;
    if (now() - entry.createdMs > ACKNOWLEDGE_MS || tookMs > ACKNOWLEDGE_MS)
      throw new ApiFault(404, 10062, "Unknown interaction");
    const faults = responseFaults(
      response,
      Number(entry.payload.type),
      files.map(({ name }) => name),
    );
    if (faults.length > 0) throw new ApiFault(400, 50035, faults.join("; "));
    const data = (response.data ?? {}) as Json;
    if (response.type === 4 || response.type === 5)
      entry.message = make(entry.payload, data, Number(data.flags ?? 0));
    if (response.type === 6 || response.type === 7) {
      entry.message =
        world.messages.find(({ id }) => id === (entry.payload.message as Json).id) ?? null;
      if (entry.message && response.type === 7) update(entry.message, data);
    }
    counts.answered += 1;
    entry.answered = { response, tookMs, message: () => entry.message, followUps: [] };
    entry.settle(entry.answered);
  }

  function make(payload: Json, data: Json, flags: number): FakeMessage {
    const message: FakeMessage = {
      id: snowflake(),
      channel_id: String((payload.channel as Json).id),
      author: { ...userOf(BOT), bot: true },
      ephemeral: (flags & EPHEMERAL) !== 0,
      nonce: null,
      reference: null,
      body: data,
      edits: 0,
    };
    world.messages.push(message);
    return message;
  }

  function update(message: FakeMessage, data: Json): void {
    message.body = { ...message.body, ...data };
    message.edits += 1;
  }

  function alive(token: string): Open & { answered: Answered } {
    const entry = find(token);
    if (now() - entry.createdMs > TOKEN_MS) throw new ApiFault(401, 50027, "Invalid Webhook Token");
    if (!entry.answered) throw new ApiFault(404, 10015, "Unknown Webhook");
    return entry as Open & { answered: Answered };
  }

  return {
    counts,
    begin,
    acknowledge,
    editOriginal(token: string, json: Json): FakeMessage {
      const { message } = alive(token);
      if (!message) throw new ApiFault(404, 10008, "Unknown Message");
      update(message, json);
      return message;
    },
    removeOriginal(token: string): void {
      const entry = alive(token);
      const at = entry.message ? world.messages.indexOf(entry.message) : -1;
      if (at < 0) throw new ApiFault(404, 10008, "Unknown Message");
      world.messages.splice(at, 1);
      entry.message = null;
    },
    followUp(token: string, json: Json): FakeMessage {
      const entry = alive(token);
      const flags = Number(json.flags ?? 0);
      if ((flags & ~(EPHEMERAL | COMPONENTS_V2)) !== 0) throw new ApiFault(400, 50035, "flags");
      const message = make(entry.payload, json, flags);
      entry.answered.followUps.push(message);
      return message;
    },
  };
}
export type Interactions = ReturnType<typeof createInteractions>;
