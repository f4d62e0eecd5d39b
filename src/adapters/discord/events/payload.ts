import type { APIInteraction } from "discord.js";
import type { Member } from "./joins.ts";
import type { Incoming } from "./parse-message.ts";

/** Whether a value of a payload is as the handlers read it. What they do not read may be anything. */
type Check = (value: unknown) => boolean;

/** Ids are digits, so that none can be taken for several parts of a key. */
const id: Check = (value) => typeof value === "string" && /^\d{1,20}$/.test(value);
const digits: Check = (value) => typeof value === "string" && /^\d+$/.test(value);
const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number";
const scalar: Check = (value) => ["string", "number", "boolean"].includes(typeof value);
const time: Check = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** Absent, null or as checked. */
function maybe(check: Check): Check {
  return (value) => value === undefined || value === null || check(value);
}

function list(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function record(fields: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
}

/** An object of any names. */
function named(check: Check): Check {
  return (value) => isObject(value) && Object.values(value).every(check);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const user = record({ id });
const mentioned = record({ id, username: text, global_name: maybe(text) });

const isMessage = record({
  id,
  channel_id: id,
  guild_id: optional(id),
  author: user,
  member: optional(record({ roles: optional(list(id)) })),
  type: number,
  content: text,
  mentions: list(mentioned),
  edited_timestamp: maybe(time),
  referenced_message: maybe(record({ author: user })),
});

const isMember = record({ guild_id: id, user, joined_at: maybe(time) });

const picture = record({ media: record({ url: text }), description: maybe(text) });
/** Components that are read, by their type. */
const COMPONENTS: Readonly<Record<number, Check>> = {
  10: record({ content: (value) => typeof value === "string" && value !== "" }),
  12: record({ items: list(picture) }),
  17: record({ components: list(component) }),
};

function component(value: unknown): boolean {
  if (!isObject(value)) return false;
  return typeof value.type !== "number" || (COMPONENTS[value.type]?.(value) ?? true);
}

const isInteraction = record({
  id,
  type: number,
  token: text,
  application_id: optional(id),
  channel: maybe(record({ id, type: number, parent_id: maybe(id) })),
  guild_id: maybe(id),
  context: maybe(number),
  locale: maybe(text),
  member: optional(record({ user, permissions: digits })),
  user: maybe(user),
  message: optional(record({ flags: optional(number) })),
});

const command = record({ options: optional(list(record({ name: text }))) });
const onMessage = record({
  target_id: id,
  resolved: record({
    messages: named(record({ content: text, mentions: list(mentioned) })),
  }),
});

/** What is read of interactions beside that, by their type. */
const INTERACTIONS: Readonly<Record<number, Check>> = {
  2: record({
    data: (data) => isObject(data) && (data.type === 3 ? onMessage(data) : command(data)),
  }),
  3: record({
    data: record({ custom_id: text, values: optional(list(text)) }),
    message: record({ id, components: optional(list(component)) }),
  }),
  4: record({ data: record({ options: list(record({ value: optional(scalar) })) }) }),
  5: record({
    data: record({
      custom_id: text,
      components: list(record({ component: optional(record({})) })),
    }),
  }),
};

/** A payload → the interaction, or null where it is not as Discord documents it. */
export function readInteraction(payload: unknown): APIInteraction | null {
  if (!isInteraction(payload)) return null;
  const interaction = payload as APIInteraction;
  const isKnown = INTERACTIONS[interaction.type]?.(payload) ?? true;
  return isKnown ? interaction : null;
}

/** A payload → the message, or null where it is not as Discord documents it. */
export function readMessage(payload: unknown): Incoming | null {
  return isMessage(payload) ? (payload as Incoming) : null;
}

/** A payload → the member, or null where it is not as Discord documents it. */
export function readMember(payload: unknown): Member | null {
  return isMember(payload) ? (payload as Member) : null;
}

/** The event of messages that were deleted: one has an `id`, several have `ids`. */
export type Deleted = { readonly channel: string; readonly messages: readonly string[] };

export function readDeleted(payload: unknown): Deleted | null {
  if (!record({ channel_id: id })(payload)) return null;
  const event = payload as { channel_id: string; id?: unknown; ids?: unknown };
  const messages = event.ids ?? [event.id];
  return list(id)(messages)
    ? { channel: event.channel_id, messages: messages as readonly string[] }
    : null;
}

/** The bot's own user id in the first event of a connection. */
export function readOwnId(payload: unknown): string | null {
  return record({ user })(payload) ? (payload as { user: { id: string } }).user.id : null;
}
