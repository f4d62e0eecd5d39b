import type { LRUCache } from "lru-cache";
import type { Person } from "./connection/people.ts";
import type { Sleep } from "./delivery/retry.ts";
import type { Call, Self, SlackOptions } from "./ports.ts";

/** What every handler of the adapter works with. */
export type SlackContext = {
  readonly options: SlackOptions;
  readonly call: Call;
  /** The bot's ids in a workspace. @throws when the workspace is not installed. */
  readonly self: (team: string) => Promise<Self>;
  /** What Slack tells of a person within some milliseconds. */
  readonly person: (team: string, user: string, withinMs?: number) => Promise<Person>;
  readonly sleep: Sleep;
  /** Questions that were deleted lately, so that an answer on its way is not posted. */
  readonly removed: LRUCache<string, true>;
  /** What this process has seen refused: `thumbs` are Slack's own rating buttons. */
  readonly refused: { thumbs: boolean };
  /** Uploaded pictures by workspace and content. */
  readonly pictures: LRUCache<string, string>;
  /** Titles of sessions by their key (see `delivery/sessions.ts`). */
  readonly sessions: LRUCache<string, string>;
  /** When a session was stopped, as Slack's time. */
  readonly stopped: LRUCache<string, string>;
  /** Messages tabs by workspace and person. */
  readonly directs: LRUCache<string, string>;
};
