import type { Content } from "../dialogue/content.ts";
import type { Block, Choice, Outcome, Reply } from "../dialogue/reply.ts";
import type { Card } from "../dialogue/responses/card.ts";
import type { State } from "../dialogue/state.ts";
import type { GateResult } from "./gate-result.ts";

/** Says a phrase of `community.json` in one language. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** `platform`: phrases have its own words where it needs other ones, such as `settings.denied_discord`. */
export function sayIn(content: Content, language: string, platform = ""): Say {
  return (key, values) => {
    const own = `community:${key}_${platform}`;
    return content.say(language, content.has(language, own) ? own : `community:${key}`, values);
  };
}

/** A private reply that changes nothing in the dialogue. */
export function privately(
  languageOf: (state: State) => string,
  about: string,
  card: (language: string) => Card,
): GateResult {
  return {
    kind: "answered",
    keeps: true,
    respond: (state) => answered(state, languageOf(state), about, card),
  };
}

/** The outcome of a private reply. */
export function answered(
  state: State,
  language: string,
  about: string,
  card: (language: string) => Card,
): Outcome {
  const reply: Reply = { about, language, ...card(language), audience: "asker" };
  return { state: { ...state, language }, reply, effects: [] };
}

export function heading(text: string): Block {
  return { kind: "heading", text };
}

export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

export function note(text: string): Block {
  return { kind: "note", text };
}

export function list(items: readonly string[]): Block {
  return { kind: "list", ordered: false, items };
}

/** A choice that asks the office for more; what it does can also be typed. */
export function request(
  label: string,
  words: readonly string[],
  role: "control" | "extra" = "control",
): Choice {
  const action = { kind: "office", request: words } as const;
  return { role, label, description: null, action, primary: false };
}
