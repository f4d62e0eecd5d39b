import type { Action } from "./action.ts";

/** What a person did: wrote something, or chose something (null: a choice that this version cannot read). */
export type Input =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly action: Action | null };

/** One act of one person, as the platforms' adapters hand it to the core. */
export type Turn = {
  /** The act's own id, the same when the platform delivers it again, such as `slack:T1/C1/1700000000.000100`. */
  readonly id: string;
  /** Where it was said and by whom: the key of the state, such as `slack:T1/C1/1700000000.000100/U1`. */
  readonly key: string;
  readonly input: Input;
  /** The person's locale on the platform (BCP 47), or null where it is not known. */
  readonly locale: string | null;
  /** The language that the person has set for themselves, or null. It leads over the message's own. */
  readonly preferred: string | null;
  /** The language set for the channel or workspace, or null. The message's own leads over it. */
  readonly customary: string | null;
  /** Whether the bot was spoken to. When false, only what is surely meant for it is answered. */
  readonly addressed: boolean;
  /** Said to nobody in a channel's main line, where the bot may answer unasked. */
  readonly unprompted: boolean;
  /** Whether the person administers the workspace, as the platform tells it now. */
  readonly admin: boolean;
  /** Who speaks in a team's shared session, as a short mark that is no id; absent in a person's own conversation. */
  readonly member?: string;
};
