import type { Turn } from "../../../dialogue/turn.ts";
import type { Address } from "../../../store/address.ts";
import type { Self } from "../ports.ts";
import { conversationKey, messageId } from "./ids.ts";
import type { Speaks } from "./language.ts";
import { at, listAt, textAt } from "./payload.ts";

/** A message that may be meant for the bot. `thread` is where the answer goes: null in a direct message's main line. */
export type IncomingMessage = {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly direct: boolean;
  readonly addressed: boolean;
  /** Said to nobody in the channel's main line. */
  readonly unprompted: boolean;
  readonly text: string;
  /** When it was edited, or null for a new message. */
  readonly edited: string | null;
};

/** A message that is gone; its answer goes with it. `thread` as in `Said`. */
export type Removed = Pick<IncomingMessage, "team" | "channel" | "ts" | "thread">;

/** What an event of Slack means; null means that it is not for us. */
export type ParsedEvent =
  | { readonly kind: "said"; readonly said: IncomingMessage }
  | { readonly kind: "removed"; readonly removed: Removed };

const MENTION = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;
/** Other subtypes are notices (joins, topics, …): https://docs.slack.dev/reference/events/message#subtypes */
const SPOKEN = new Set([undefined, "file_share", "thread_broadcast", "me_message"]);

/** An `event_callback` body with a message or a mention → what it means, or null. Never throws. */
export function hear(body: unknown, self: Self): ParsedEvent | null {
  const team = textAt(body, "team_id");
  const channel = textAt(body, "event", "channel");
  if (!team || !channel) return null;
  const event = at(body, "event");
  const place = {
    team,
    channel,
    direct: textAt(event, "channel_type") === "im" || channel.startsWith("D"),
  };
  switch (at(event, "subtype")) {
    case "message_changed":
      return hearChange(event, place, self);
    case "message_deleted":
      return hearRemoval(at(event, "previous_message"), textAt(event, "deleted_ts"), place, self);
    default: {
      const said = readMessage(event, place, self, null);
      return said && { kind: "said", said };
    }
  }
}

type Place = Pick<IncomingMessage, "team" | "channel" | "direct">;

function hearChange(event: unknown, place: Place, self: Self): ParsedEvent | null {
  const after = at(event, "message");
  const before = at(event, "previous_message");
  // A deleted message that has answers in its thread stays as a tombstone.
  if (at(after, "subtype") === "tombstone")
    return hearRemoval(before, textAt(after, "ts"), place, self);
  const edited = textAt(after, "edited", "ts");
  // Unfurled links and other changes by Slack leave the text alone.
  if (!edited || at(after, "text") === at(before, "text")) return null;
  const said = readMessage(after, place, self, edited);
  return said && { kind: "said", said };
}

function hearRemoval(
  message: unknown,
  ts: string | null,
  place: Place,
  self: Self,
): ParsedEvent | null {
  if (!ts || isOfBot(message, self)) return null;
  return {
    kind: "removed",
    removed: { team: place.team, channel: place.channel, ts, thread: threadOf(message, ts, place) },
  };
}

function readMessage(
  message: unknown,
  place: Place,
  self: Self,
  edited: string | null,
): IncomingMessage | null {
  const user = textAt(message, "user");
  const ts = textAt(message, "ts");
  if (!user || !ts || isOfBot(message, self)) return null;
  if (!SPOKEN.has(at(message, "subtype") as string | undefined)) return null;
  const raw = textAt(message, "text") ?? "";
  const mentioned = [...raw.matchAll(MENTION)].map((found) => found[1]);
  const addressed = place.direct || mentioned.includes(self.userId);
  const inThread = textAt(message, "thread_ts") !== null && textAt(message, "thread_ts") !== ts;
  // A mention of somebody else is a talk between people.
  if (!addressed && mentioned.length > 0) return null;
  // What was answered unasked is not answered anew.
  if (!addressed && !inThread && edited !== null) return null;
  return {
    ...place,
    user,
    ts,
    thread: threadOf(message, ts, place),
    addressed,
    unprompted: !addressed && !inThread,
    text: [readable(raw, self), ...forwardedTexts(message, self)].filter(Boolean).join("\n"),
    edited,
  };
}

/** What a forwarded message says: https://docs.slack.dev/reference/events/message */
function forwardedTexts(message: unknown, self: Self): readonly string[] {
  return listAt(message, "attachments")
    .filter((attachment) => at(attachment, "is_share") === true)
    .map((attachment) => readable(textAt(attachment, "text") ?? "", self));
}

/** The newest message of people among those of a thread (as Slack tells them, oldest first), or null. */
export function lastSpoken(
  messages: readonly unknown[],
  before: string,
  self: Self,
): string | null {
  const spoken = messages
    .filter((message) => !isOfBot(message, self) && Number(textAt(message, "ts")) < Number(before))
    .map((message) =>
      [readable(textAt(message, "text") ?? "", self), ...forwardedTexts(message, self)]
        .filter(Boolean)
        .join("\n"),
    );
  return spoken.findLast((text) => text !== "") ?? null;
}

function threadOf(message: unknown, ts: string, place: Place): string | null {
  return textAt(message, "thread_ts") ?? (place.direct ? null : ts);
}

function isOfBot(message: unknown, self: Self): boolean {
  return (
    textAt(message, "bot_id") !== null ||
    textAt(message, "subtype") === "bot_message" ||
    textAt(message, "user") === self.userId ||
    textAt(message, "user") === "USLACKBOT"
  );
}

/** Slack's text → what the person sees: without our mention, with links and mentions as words, entities decoded. */
export function readable(text: string, self: Self): string {
  const spoken = text.replace(MENTION, (_, user: string) => (user === self.userId ? " " : "@…"));
  if (!/[<&]/.test(spoken)) return spoken.trim();
  return spoken
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1")
    .replace(/<![^>|]*\|([^>]*)>/g, "$1")
    .replace(/<!([a-z]+)[^>]*>/g, "@$1")
    .replace(/<(?:https?|mailto|tel):[^>|]*\|([^>]*)>/g, "$1")
    .replace(/<((?:https?|mailto|tel):[^>|]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
}

/** The message as a turn. Its id is the message's own, so that retries and the mention's second event are the same turn. */
export function turnOf(said: IncomingMessage, spoken: Speaks): Turn {
  const base = messageId(said.team, said.channel, said.ts);
  return {
    id: said.edited === null ? base : `${base}/edited/${said.edited}`,
    key: conversationKey(said.team, said.channel, said.thread, said.user),
    input: { kind: "text", text: said.text },
    ...spoken,
    addressed: said.addressed,
    unprompted: said.unprompted,
  };
}

/** Where the answer to a message is posted, or changed when the message was edited. */
export function addressOf(said: IncomingMessage): Address {
  return {
    platform: "slack",
    place: {
      team: said.team,
      channel: said.channel,
      thread: said.thread,
      user: said.user,
      direct: said.direct,
      question: said.ts,
      edited: said.edited !== null,
    },
  };
}
