import type { Address } from "../../../store/address.ts";
import { readKey } from "../../../store/keys.ts";
import { textAt } from "./payload.ts";

/** Where a reply of the outbox goes. `question` is the message that it answers, `user` the one who asked. */
export type Place = {
  readonly team: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly user: string;
  readonly direct: boolean;
  readonly question: string | null;
  /** The question was edited: its answer is changed. */
  readonly edited: boolean;
  /** A private answer that its asker posts for everyone. */
  readonly shared: boolean;
  /** A card with which everyone may begin: its buttons are nobody's. */
  readonly forAll: boolean;
  /** The `response_url` for a channel that the bot is not in, or null. */
  readonly responseUrl: string | null;
};

/** The saved address → the place, or null when it is none of Slack's. */
export function readPlace(address: Address): Place | null {
  const { place } = address;
  const team = textAt(place, "team");
  const channel = textAt(place, "channel");
  const user = textAt(place, "user");
  if (address.platform !== "slack" || !team || !channel || !user) return null;
  return {
    team,
    channel,
    user,
    thread: textAt(place, "thread"),
    direct: place.direct === true,
    question: textAt(place, "question"),
    edited: place.edited === true,
    shared: place.shared === true,
    forAll: place.forAll === true,
    responseUrl: textAt(place, "responseUrl"),
  };
}

/**
 * Where the bot posts of its own accord, by a key such as `slack:T1/C1/-/U1`: `direct` to the person's messages with the
 * bot, `whisper` to the person alone in the channel, `channel` to all in it. Null for a key that is not Slack's.
 */
export function addressFor(key: string, to: "direct" | "whisper" | "channel"): Address | null {
  const parts = readKey(key);
  if (parts?.platform !== "slack") return null;
  const { workspace: team, channel, thread, user } = parts;
  const isDirect = to === "direct";
  return addressTo({
    team,
    // A message to a person's id opens the conversation: https://docs.slack.dev/reference/methods/chat.postMessage
    channel: isDirect ? user : channel,
    thread: isDirect || to === "channel" ? null : thread,
    user,
    direct: isDirect || channel.startsWith("D"),
    question: null,
    edited: false,
    shared: false,
    forAll: to === "channel",
    responseUrl: null,
  });
}

/** The place as an address of the outbox. */
export function addressTo(place: Place): Address {
  return { platform: "slack", place };
}
