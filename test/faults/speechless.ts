import type { Content } from "../../src/dialogue/content.ts";
import type { Understanding } from "../../src/dialogue/dependencies.ts";
import type { Outcome } from "../../src/dialogue/reply.ts";
import type { State } from "../../src/dialogue/state.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import { reply } from "../store/samples.ts";

/** Dependencies for dialogues that need no words: the keys stand for the phrases. */
export const speechless: {
  readonly content: Content;
  readonly understanding: Pick<Understanding, "language" | "act">;
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
    topic: () => ({ title: "", short: "", body: [], related: [], flow: false }),
    subjects: [],
    entries: [],
    subject: (_, id) => ({ id, topic: "", name: "", related: [], entries: [] }),
    entry: (_, id) => ({ id, subject: "", aspect: "what", title: "", answer: "", next: null }),
    source: () => null,
  },
  understanding: { language: (text) => (/[ぁ-ん]/.test(text) ? "ja" : null), act: () => null },
};

/** A dialogue that counts its turns, so that a turn that was lost or taken twice shows in every later reply. */
export function count(_kit: typeof speechless, state: State, turn: Turn): Outcome {
  const examples = (state.answers.examples ?? 0) + 1;
  const text = turn.input.kind === "text" ? turn.input.text : "";
  return {
    state: { ...state, answers: { examples } },
    reply: reply(`${examples} ${text}`),
    effects: [],
  };
}
