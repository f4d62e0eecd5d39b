import type { Address } from "../../store/store.ts";
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
    responseUrl: textAt(place, "responseUrl"),
  };
}

/** The place as an address of the outbox. */
export function addressTo(place: Place): Address {
  return { platform: "slack", place };
}
