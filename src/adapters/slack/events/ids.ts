import { hash } from "node:crypto";
import { keyOf, personKey } from "../../../store/keys.ts";

/** A message, as the id of its turn. */
export function messageId(team: string, channel: string, ts: string): string {
  return `slack:${team}/${channel}/${ts}`;
}

/** The conversation that a person has in a place; `thread` null is the channel itself. */
export function conversationKey(
  team: string,
  channel: string,
  thread: string | null,
  user: string,
): string {
  return keyOf({ platform: "slack", workspace: team, channel, thread, user });
}

/** The person in all places of a workspace. */
export function personId(team: string, user: string): string {
  return personKey("slack", team, user);
}

/** A short mark of a text: 12 characters, the same for the same text. */
export function mark(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 12);
}
