/** Values for the `{{placeholders}}` of a phrase. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * One cited source in one language. `short` names it in a line of sources; `url` is null where none is public, `year` where it is
 * not known.
 */
export type Source = {
  readonly title: string;
  readonly short: string;
  readonly url: string | null;
  readonly year: number | null;
};

/** What people ask of a subject. */
export const ASPECTS = [
  "what",
  "why",
  "when",
  "how",
  "settings",
  "amount",
  "cost",
  "benefit",
  "risk",
  "versus",
  "example",
  "simple",
  "fix",
  "tools",
  "check",
  "choice",
] as const;
export type Aspect = (typeof ASPECTS)[number];

/**
 * The answer to one question, in one language. `id` is `<subject>.<aspect>`, with a qualifier where a subject has several entries
 * of one aspect (`lora.versus_full_ft`). Texts are house markup with `[@key]` citations; `next` is what to do next, or null.
 */
export type Entry = {
  readonly id: string;
  readonly subject: string;
  readonly aspect: Aspect;
  readonly title: string;
  readonly answer: string;
  readonly next: string | null;
};

/** A thing that people ask about, in one language. `topic` is the group that it belongs to; `entries` are ids. */
export type Subject = {
  readonly id: string;
  readonly topic: string;
  readonly name: string;
  readonly related: readonly string[];
  readonly entries: readonly string[];
};

/** A part of a topic's fuller answer, in house markup with `[@key]` citations. */
export type Part =
  | string
  | { readonly list: readonly string[] }
  | {
      readonly table: {
        readonly header: readonly string[];
        readonly rows: readonly (readonly string[])[];
      };
    }
  | { readonly code: string; readonly text: string };

/** One topic in one language. `flow`: an offer of the selection flow fits. */
export type Topic = {
  readonly title: string;
  readonly short: string;
  readonly body: readonly Part[];
  readonly related: readonly string[];
  readonly flow: boolean;
  /** The first topic that this one belongs to, where it came later; logs and reports count it there. */
  readonly within?: string;
};

/** A language that the bot speaks, by its BCP 47 tag, with its name in itself. */
export type Language = { readonly tag: string; readonly name: string };

/** All words that people read. Read-only, complete for every language (checked at load). */
export interface Content {
  readonly languages: readonly Language[];
  /** The language used when nothing tells which. */
  readonly fallback: string;
  readonly topics: readonly string[];
  /** A phrase such as `flow:ask.data` with its values filled in. @throws when the key is unknown. */
  say(language: string, key: string, values?: Values): string;
  /** Whether the phrase exists in that language itself. */
  has(language: string, key: string): boolean;
  topic(language: string, id: string): Topic;
  readonly subjects: readonly string[];
  readonly entries: readonly string[];
  /** @throws when there is no such subject; `entries` and `subjects` list those that exist. */
  subject(language: string, id: string): Subject;
  /** @throws when there is no such entry. */
  entry(language: string, id: string): Entry;
  source(language: string, key: string): Source | null;
}
