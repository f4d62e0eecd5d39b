import { commandFaults, messageFaults } from "./check.ts";
import { ApiFault } from "./fault.ts";
import type { Interactions } from "./interactions.ts";
import type { Parsed } from "./multipart.ts";
import {
  ANA,
  APPLICATION,
  BITS,
  BOT,
  channelPayload,
  DIRECT,
  type FakeMessage,
  GUILD,
  snowflake,
  userOf,
  type World,
} from "./world.ts";

type Json = Readonly<Record<string, unknown>>;

/** A call as the fake saw it. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly auth: string | null;
} & Parsed;

export type Facts = {
  readonly world: World;
  readonly interactions: Interactions;
  readonly gatewayUrl: () => string;
  readonly shards: () => number;
  readonly flags: () => number;
  readonly closedDirect: Set<string>;
  readonly notify: (t: string, d: Json) => void;
};

const COMPONENTS_V2 = 1 << 15;
const EPHEMERAL = 1 << 6;

type Handler = (facts: Facts, call: Call, parts: readonly string[]) => unknown;

/** The REST API as far as the bot uses it; a route that is not here is a 404. */
const ROUTES: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  [
    "GET",
    /^\/gateway\/bot$/,
    ({ gatewayUrl, shards }) => ({
      url: gatewayUrl(),
      shards: shards(),
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    }),
  ],
  ["GET", /^\/users\/@me$/, () => ({ ...userOf(BOT), bot: true })],
  [
    "GET",
    /^\/applications\/@me$/,
    ({ flags }) => ({ id: APPLICATION, name: "tl-advise", flags: flags() }),
  ],
  ["GET", /^\/users\/@me\/guilds$/, () => [{ id: GUILD, name: "Lab" }]],
  [
    "POST",
    /^\/users\/@me\/channels$/,
    ({ closedDirect }, { json }) => {
      if (closedDirect.has(String(json.recipient_id)))
        throw new ApiFault(403, 50007, "Cannot send messages to this user");
      return { id: DIRECT, type: 1, recipients: [userOf(ANA)] };
    },
  ],
  [
    "GET",
    /^\/channels\/(\d+)$/,
    ({ world }, _, [id = ""]) => channelPayload(channelOf(world, id), GUILD),
  ],
  ["POST", /^\/channels\/(\d+)\/messages$/, createMessage],
  [
    "GET",
    /^\/channels\/(\d+)\/messages$/,
    ({ world }, { query }, [id = ""]) => {
      need(world, id, BITS.history);
      return world.messages
        .filter(
          (each) =>
            each.channel_id === id && !each.ephemeral && each.id > (query.get("after") ?? "0"),
        )
        .map(payload)
        .reverse();
    },
  ],
  [
    "PATCH",
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    ({ world }, call, [, id = ""]) => {
      const message = ownMessage(world, id);
      refuse(messageFaults(call.json, names(call), COMPONENTS_V2));
      message.body = { ...message.body, ...call.json };
      message.edits += 1;
      return payload(message);
    },
  ],
  [
    "DELETE",
    /^\/channels\/(\d+)\/messages\/(\d+)$/,
    ({ world }, _, [, id = ""]) => {
      world.messages.splice(world.messages.indexOf(ownMessage(world, id)), 1);
      return null;
    },
  ],
  ["POST", /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, openThread],
  [
    "POST",
    /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
    ({ interactions }, call, [, token = ""]) => {
      interactions.acknowledge(token, call);
      return null;
    },
  ],
  [
    "PATCH",
    /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/,
    ({ interactions }, call, [, token = ""]) => {
      refuse(messageFaults(call.json, names(call), COMPONENTS_V2));
      return payload(interactions.editOriginal(token, call.json));
    },
  ],
  [
    "DELETE",
    /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/,
    ({ interactions }, _, [, token = ""]) => {
      interactions.removeOriginal(token);
      return null;
    },
  ],
  [
    "POST",
    /^\/webhooks\/(\d+)\/([^/]+)$/,
    ({ interactions }, call, [, token = ""]) => {
      refuse(messageFaults(call.json, names(call), COMPONENTS_V2 | EPHEMERAL));
      return payload(interactions.followUp(token, call.json));
    },
  ],
];

/** Registered commands by scope: `global` or a guild's id. */
export function createRest(facts: Facts) {
  const commands = new Map<string, readonly Json[]>();
  const scope = /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/;
  return {
    commands,
    /** @throws ApiFault */
    answer(call: Call): unknown {
      const [, , guild = "global"] = scope.exec(call.path) ?? [];
      if (scope.test(call.path) && call.method === "GET") return commands.get(guild) ?? [];
      if (scope.test(call.path) && call.method === "PUT") {
        const list = call.json as unknown as readonly Json[];
        refuse(commandFaults(list));
        commands.set(
          guild,
          list.map((each) => ({ ...each, id: snowflake(), version: "1", nsfw: false })),
        );
        return commands.get(guild);
      }
      for (const [method, path, handler] of ROUTES) {
        const match = path.exec(call.path);
        if (match && method === call.method) return handler(facts, call, match.slice(1));
      }
      throw new ApiFault(404, 0, `no route ${call.method} ${call.path}`);
    },
  };
}

function createMessage({ world }: Facts, call: Call, [channel = ""]: readonly string[]): unknown {
  const { json } = call;
  const where = channelOf(world, channel);
  need(world, channel, where.parent_id ? BITS.sendInThreads : BITS.send);
  if (call.files.length > 0) need(world, channel, BITS.attach);
  refuse(messageFaults(json, names(call), COMPONENTS_V2));
  const nonce = typeof json.nonce === "string" ? json.nonce : null;
  if (nonce === null || json.enforce_nonce !== true)
    refuse(["a post must carry an enforced nonce"]);
  const same = world.messages.find((each) => each.channel_id === channel && each.nonce === nonce);
  if (same) return payload(same);
  const message: FakeMessage = {
    id: snowflake(),
    channel_id: channel,
    author: { ...userOf(BOT), bot: true },
    ephemeral: false,
    nonce,
    reference: (json.message_reference as { message_id: string } | undefined)?.message_id ?? null,
    body: json,
    edits: 0,
  };
  world.messages.push(message);
  return payload(message);
}

function openThread(
  { world, notify }: Facts,
  { json }: Call,
  [channel = "", message = ""]: readonly string[],
): unknown {
  need(world, channel, BITS.threads);
  if (typeof json.name !== "string" || json.name.length < 1 || json.name.length > 100)
    refuse(["name is 1-100"]);
  if (world.channels.has(message))
    throw new ApiFault(400, 160004, "A thread has already been created for this message");
  const thread = channelPayload(world.addChannel(message, 11, channel, BOT), GUILD);
  notify("THREAD_CREATE", { ...thread, newly_created: true });
  return thread;
}

function channelOf(world: World, id: string) {
  const channel = world.channels.get(id);
  if (!channel) throw new ApiFault(404, 10003, "Unknown Channel");
  return channel;
}

function ownMessage(world: World, id: string): FakeMessage {
  const message = world.messages.find(
    (each) => each.id === id && each.author.id === BOT && !each.ephemeral,
  );
  if (!message) throw new ApiFault(404, 10008, "Unknown Message");
  return message;
}

function need(world: World, channel: string, bit: number): void {
  if (!world.may(channel, BITS.view)) throw new ApiFault(403, 50001, "Missing Access");
  if (!world.may(channel, bit)) throw new ApiFault(403, 50013, "Missing Permissions");
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new ApiFault(400, 50035, faults.join("; "));
}

function names({ files }: Call): readonly string[] {
  return files.map(({ name }) => name);
}

/** A message as the API gives it. */
export function payload({ id, channel_id, author, reference, body, ephemeral }: FakeMessage): Json {
  return {
    ...body,
    id,
    channel_id,
    author,
    type: reference ? 19 : 0,
    content: typeof body.content === "string" ? body.content : "",
    timestamp: "2026-01-01T00:00:00.000Z",
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    flags: Number(body.flags ?? 0) | (ephemeral ? EPHEMERAL : 0),
    ...(reference && { message_reference: { message_id: reference, channel_id, type: 0 } }),
  };
}
