import type { Answers } from "../../advice/questions.ts";
import type { Content } from "../../dialogue/content.ts";
import type { Draw } from "../../dialogue/reply.ts";
import type { Log } from "../../lib/log.ts";
import type { RunTurn } from "../../runtime/turn-runner.ts";

/** Plain values; a null switches off what needs it. */
export type SlackConfig = {
  /** `xoxb-…` of the one workspace, or null with OAuth. */
  readonly botToken: string | null;
  /** `xapp-…` for Socket Mode, or null for HTTP. */
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly oauth: OauthConfig | null;
  /** Base address of the Web API, or null for Slack's own. */
  readonly apiUrl: string | null;
};

/** `encryptionKeys`: the first seals, all open, so that a key can be replaced. */
export type OauthConfig = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  readonly encryptionKeys: readonly string[];
};

/** Keeps sealed installation records by name. `load` gives null when there is none. */
export type Vault = {
  save(name: string, sealed: string): Promise<void>;
  load(name: string): Promise<string | null>;
  remove(name: string): Promise<void>;
};

/** Somebody came into a channel (`channel` null: into the workspace). */
export type Join = {
  readonly team: string;
  readonly channel: string | null;
  readonly user: string;
  /** The join's own id, the same when Slack delivers it again. */
  readonly id: string;
  readonly locale: string | null;
};

/** All that the adapter needs from outside. Optional ports switch on what needs a store. */
export type SlackOptions = {
  readonly config: SlackConfig;
  readonly runTurn: RunTurn;
  readonly content: Content;
  readonly draw: Draw | null;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The machine's clock, which signatures are compared with: `now` may not follow when it is set. Default: `now`. */
  readonly wallClock?: () => number;
  /** The facts that a text states, for the message shortcut. */
  readonly readFacts: (text: string, language: string) => Answers;
  /** The language set for the first of `scopes` (such as `slack:T1/U1`, `slack:T1/C1`, `slack:T1`), or null; for own words. */
  readonly preferredLanguage?: (scopes: readonly string[]) => Promise<string | null>;
  /** Whether the conversation of this key has begun; without it every thread message goes to the core. */
  readonly follows?: (key: string) => Promise<boolean>;
  /** What `settle` was told of a turn's post, so that an edited or deleted question finds its answer without its history. */
  readonly answerTo?: (turn: string) => Promise<string | null>;
  /** The code of the person's last advice, or null. `person` is such as `slack:T1/U1`. */
  readonly lastAdvice?: (person: string) => Promise<string | null>;
  readonly vault?: Vault;
  /** Whether questions that nobody asked the bot may be answered in a channel such as `slack:T1/C1`; without it, never. */
  readonly listens?: (channel: string) => Promise<boolean>;
  readonly joined?: (join: Join) => Promise<void>;
  /** Called when a workspace removes the app, after its tokens are gone. */
  readonly uninstalled?: (team: string) => Promise<void>;
};

/** Calls a Web API method with the workspace's bot token. @throws SlackFault */
export type Call = (
  team: string,
  method: string,
  args: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** The bot's own ids in a workspace. */
export type Self = { readonly userId: string; readonly botId: string | null };
