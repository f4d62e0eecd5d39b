import type { Content } from "../../src/dialogue/content.ts";

/** A deps for dialogues that need no words: the keys stand for the phrases. */
export const speechless: {
  readonly content: Content;
  readonly understanding: { language(text: string): string | null };
} = {
  content: {
    languages: [
      { tag: "en", name: "English" },
      { tag: "ja", name: "日本語" },
    ],
    fallback: "en",
    topics: [],
    say: (language, key, values) => `${language} ${key} ${values?.id ?? ""}`.trim(),
    has: () => true,
    topic: () => ({ title: "", short: "", body: [], related: [], flow: false, ask: [] }),
    source: () => null,
  },
  understanding: { language: (text) => (/[ぁ-ん]/.test(text) ? "ja" : null) },
};
