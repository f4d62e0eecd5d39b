import type { Self } from "./incoming.ts";
import type { Sleep } from "./patience.ts";
import type { Person } from "./people.ts";
import type { Call, SlackOptions } from "./ports.ts";

/** What every handler of the adapter works with. */
export type Desk = {
  readonly options: SlackOptions;
  readonly call: Call;
  /** The bot's ids in a workspace. @throws when the workspace is not installed. */
  readonly self: (team: string) => Promise<Self>;
  /** What Slack tells of a person. */
  readonly person: (team: string, user: string) => Promise<Person>;
  readonly sleep: Sleep;
  /** Questions that were deleted lately, so that an answer on its way is not posted. */
  readonly removed: Set<string>;
  /** Uploaded pictures by workspace and content. */
  readonly pictures: Map<string, string>;
};
