/** Values for the `{{placeholders}}` of a phrase. */
export type Values = Readonly<Record<string, string | number>>;

/** One cited source. `url` is null where none is public. */
export type Source = { readonly title: string; readonly url: string | null };

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
  readonly ask: readonly string[];
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
  source(key: string): Source | null;
}
