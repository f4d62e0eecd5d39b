import type { Answers } from "../advice/questions.ts";
import type { State } from "../dialogue/state.ts";
import type { Address } from "./address.ts";

/** A judgement of an answer or an advice; the last one of a person counts. */
export type Rating = {
  readonly about: string;
  readonly helpful: boolean;
  readonly reason: string | null;
};

/** How often something was found helpful or not. */
export type RatingCount = {
  readonly about: string;
  readonly helpful: number;
  readonly unhelpful: number;
};

/** How often a reason was given; a typed remark has its own words. */
export type ReasonCount = {
  readonly about: string;
  readonly reason: string;
  readonly count: number;
};

/** A question without an answer. `text` is null where the workspace keeps counts only. */
export type Miss = {
  readonly workspace: string;
  readonly language: string;
  readonly text: string | null;
  readonly candidates: readonly string[];
  readonly at: number;
};

/** One changed setting: who (such as `slack:T1/U1`), when, and the values before and after (null: not set). */
export type AuditLine = {
  readonly scope: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly who: string;
  readonly at: number;
};

/** A setting that is set somewhere. */
export type SettingLine = { readonly scope: string; readonly name: string; readonly value: string };

/** How much the bot was used on a day (UTC, such as 2026-11-24) on a platform in a language, by nobody in particular. */
export type Use = {
  readonly day: string;
  readonly platform: string;
  readonly language: string;
  readonly turns: number;
  readonly misses: number;
};

/** A "did it work?" that a person asked for. `dueAt` in milliseconds since 1970. */
export type FollowUp = {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly language: string;
  readonly address: Address;
  readonly dueAt: number;
};

/** All that is held on one person, for the `export`. */
export type Held = {
  readonly person: string;
  readonly language: string | null;
  readonly conversations: readonly { readonly state: State; readonly at: number }[];
  /** What the person answered for themselves in threads with team mode. */
  readonly teams: readonly Answers[];
  readonly advices: readonly {
    readonly code: string;
    readonly strategy: string;
    readonly at: number;
  }[];
  readonly ratings: readonly Rating[];
  readonly misses: readonly Miss[];
  readonly followUps: readonly { readonly code: string; readonly dueAt: number }[];
};

/** What is kept beside the conversations. Scopes are such as `slack:T1` or `slack:T1/C1`; `*` is everywhere. */
export interface Records {
  /** Saves a judgement in place of the person's earlier one on the same thing. */
  rate(person: string, rating: Rating): Promise<void>;
  /** Counts by what was judged in a workspace (null: in all), of all whose `about` begins with `prefix`. */
  ratings(prefix: string, workspace: string | null): Promise<readonly RatingCount[]>;
  /** Reasons that were given with judgements in a workspace (null: in all), those given most first. */
  reasons(limit: number, workspace: string | null): Promise<readonly ReasonCount[]>;
  /** The unanswered questions of a workspace (null: of all), newest first. */
  misses(workspace: string | null, limit: number): Promise<readonly Miss[]>;
  /** The code of the person's last advice, or null. */
  lastAdvice(person: string): Promise<string | null>;
  /** How often each strategy was advised in a workspace (null: in all). */
  advised(
    workspace: string | null,
  ): Promise<readonly { readonly strategy: string; readonly count: number }[]>;
  /** The value set for the first of `scopes` that has one, or null. */
  setting(scopes: readonly string[], name: string): Promise<string | null>;
  /** All settings of a scope. */
  settings(scope: string): Promise<Readonly<Record<string, string>>>;
  /** Sets (null: removes) a setting and writes its audit line. */
  changeSetting(scope: string, name: string, value: string | null, who: string): Promise<void>;
  /** Every setting that is set, up to `limit`, by scope and name. */
  allSettings(limit: number): Promise<readonly SettingLine[]>;
  /** The newest changes of a scope and what lies in it (null: of all), newest first. */
  audit(scope: string | null, limit: number): Promise<readonly AuditLine[]>;
  /** Plans a follow-up; one with the same id is replaced. */
  planFollowUp(followUp: FollowUp): Promise<void>;
  dueFollowUps(limit: number): Promise<readonly FollowUp[]>;
  endFollowUp(id: string): Promise<void>;
  /** Adds to the counts of use. */
  addUses(uses: readonly Use[]): Promise<void>;
  /** The counts of use since a day such as 2026-11-24, newest day first. */
  uses(since: string): Promise<readonly Use[]>;
  /** All that is held on a person such as `slack:T1/U1`. */
  held(person: string): Promise<Held>;
  /** Sealed records by name, such as installations with their tokens. */
  saveSealed(name: string, sealed: string): Promise<void>;
  loadSealed(name: string): Promise<string | null>;
  removeSealed(name: string): Promise<void>;
  sealedNames(): Promise<readonly string[]>;
}
