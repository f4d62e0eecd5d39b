import type { Content } from "../../src/dialogue/content.ts";

/** Dependencies for dialogues that need no words: the keys stand for the phrases. */
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
    subjects: [],
    entries: [],
    subject: (_, id) => ({ id, topic: "", name: "", related: [], entries: [] }),
    entry: (_, id) => ({ id, subject: "", aspect: "what", title: "", answer: "", next: null }),
    source: () => null,
  },
  understanding: { language: (text) => (/[ぁ-ん]/.test(text) ? "ja" : null) },
};
