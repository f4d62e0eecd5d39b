import type { Client } from "discord.js";
import type { Answers } from "../../advice/questions.ts";
import type { Content } from "../../dialogue/content.ts";
import type { Draw } from "../../dialogue/reply.ts";
import type { Log } from "../../lib/log.ts";
import type { RunTurn } from "../../runtime/turn-runner.ts";

/** Plain values; a null switches off what needs it. */
export type DiscordConfig = {
  /** Bot token: opens the gateway. */
  readonly token: string | null;
  /** Hex key of the application: opens `/discord/interactions`. */
  readonly publicKey: string | null;
  /** Needed without a token; with one it is looked up. */
  readonly applicationId: string | null;
  /** Base address of the API without its version, such as `https://discord.com/api`, or null for Discord's own. */
  readonly apiUrl: string | null;
  /** Whether the privileged intent MESSAGE_CONTENT is on in the developer portal. */
  readonly messageContent: boolean;
  /** Whether the privileged intent GUILD_MEMBERS is on in the developer portal. */
  readonly members: boolean;
  /** Where a mention in a channel is answered: in a thread of its own, or by a reply. Null: a thread where follow-ups can be read. */
  readonly answersIn: "thread" | "reply" | null;
  /** Whether this process is one shard, started by `shardScript`. */
  readonly isShard: boolean;
};

/** Somebody came into a guild. */
export type Join = {
  readonly guild: string;
  readonly user: string;
  /** The join's own id, the same when Discord delivers it again. */
  readonly id: string;
  /** The guild's locale; Discord does not tell the person's. */
  readonly locale: string | null;
};

/** How several shards are run: the script and arguments of one shard's process, which starts this adapter again. */
export type ShardScript = { readonly file: string; readonly args: readonly string[] };

/** All that the adapter needs from outside. Optional ports switch on what needs a store. */
export type DiscordOptions = {
  readonly config: DiscordConfig;
  readonly runTurn: RunTurn;
  readonly content: Content;
  readonly draw: Draw | null;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The machine's clock, which signatures are compared with: `now` may not follow when it is set. Default: `now`. */
  readonly wallClock?: () => number;
  /** The facts that a text states, for the context menu and typed options. */
  readonly readFacts: (text: string, language: string) => Answers;
  /** The language set for the first of `scopes` (person, thread, channel, guild), or null; for the adapter's own words. */
  readonly preferredLanguage?: (scopes: readonly string[]) => Promise<string | null>;
  /** Whether the conversation of this key has begun, so that threads that others opened can be followed. */
  readonly follows?: (key: string) => Promise<boolean>;
  /** What `settle` was told of the turn's post, so that an edited or deleted question finds its answer after a restart. */
  readonly answerTo?: (turn: string) => Promise<string | null>;
  /** The code of the person's last advice, or null. `person` is such as `discord:G1/U1`. */
  readonly lastAdvice?: (person: string) => Promise<string | null>;
  /** True for the first caller of a name only, over all instances (without it, over this one); `person` for `forget`. */
  readonly once?: (name: string, person: string | null) => Promise<boolean>;
  /** Whether questions that nobody asked the bot may be answered in a channel such as `discord:G1/C1`; without it, never. */
  readonly listens?: (channel: string) => Promise<boolean>;
  readonly joined?: (join: Join) => Promise<void>;
  /** Null runs all shards in this process. */
  readonly shardScript?: ShardScript | null;
};

/** The connection as far as handlers look at it; `client` is null where shards are processes of their own. */
export type Self = { me(): string; client(): Client | null };
