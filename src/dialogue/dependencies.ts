import type { Answers, Question } from "../advice/questions.ts";
import type { Row } from "../advice/table/row.ts";
import type { Continuation } from "../nlu/continuation.ts";
import type { Reading } from "../nlu/entities/reader/reading.ts";
import type { Ranking } from "../nlu/retrieval/classify.ts";
import type { Framework } from "./action.ts";
import type { Content } from "./content.ts";

/** Wishes to see a part of the advice that was given. */
export const SEE_ACTS = [
  "see_flips",
  "see_why_not",
  "see_settings",
  "see_cost",
  "see_map",
  "see_code",
  "see_record",
  "see_own",
] as const;
export type SeeAct = (typeof SEE_ACTS)[number];

/** Wishes for the last answer in another form, or for what stands behind it. */
export const ANSWER_ACTS = [
  "simpler",
  "shorter",
  "example",
  "source",
  "wrong",
  "see_why",
  "how_sure",
  "cheaper",
  "faster",
  "other_model",
] as const;
export type AnswerAct = (typeof ANSWER_ACTS)[number];

/** Commands that people say in their own words. */
export const COMMAND_ACTS = [
  "privacy",
  "forget_me",
  "settings_page",
  "report",
  "export_me",
  "tour",
  "quiz",
  "give_feedback",
  "topics",
  "last_advice",
] as const;
export type CommandAct = (typeof COMMAND_ACTS)[number];

/** Short conversational acts that a whole message can be; the phrasings are in `locales/<language>/acts.json`. */
export const ACTS = [
  "greeting",
  "thanks",
  "help",
  "cancel",
  "restart",
  "back",
  "skip",
  "unknown",
  "repeat",
  "why_ask",
  "advise_now",
  "start",
  "yes",
  "no",
  "filler",
  "more",
  "stop",
  ...SEE_ACTS,
  ...ANSWER_ACTS,
  ...COMMAND_ACTS,
] as const;
export type Act = (typeof ACTS)[number];

/** What a message does: an act or the wish for a language, and what else it says (null: nothing). */
export type ActMatch = {
  readonly act: Act | { readonly language: string };
  readonly rest: string | null;
};

/** The act of a key in `acts.json`, where `to_ja` and the like wish for a language; null for any other name. */
export function actNamed(name: string): ActMatch["act"] | null {
  const language = /^to_([a-z]{2,3})$/.exec(name)?.[1];
  if (language !== undefined) return { language };
  return ACTS.find((act) => act === name) ?? null;
}

/** Whether an act wishes to see a part of an advice. */
export function isSeeAct(act: ActMatch["act"] | undefined): act is SeeAct {
  return SEE_ACTS.some((each) => each === act);
}

/** Whether an act is about the last answer. */
export function isAnswerAct(act: ActMatch["act"] | undefined): act is AnswerAct {
  return ANSWER_ACTS.some((each) => each === act);
}

/** Whether an act is a command in words. */
export function isCommandAct(act: ActMatch["act"] | undefined): act is CommandAct {
  return COMMAND_ACTS.some((each) => each === act);
}

/** How messages are understood. All of it is deterministic and keeps nothing. */
export interface Understanding {
  /** The language that a message is written in, or null when it does not tell (digits, a lone term). */
  language(text: string): string | null;
  act(text: string): ActMatch | null;
  /** The facts that a message gives, in the light of the question that waits for an answer (null: none). */
  read(text: string, asked: Question | null, known: Answers, language: string): Reading;
  classify(text: string): Ranking;
  /** Whether a message goes on from what was spoken of. `unnamed`: the message without the names of subjects. */
  continuation(text: string, unnamed: string): Continuation;
}

/** A text file to hand over. */
export type TextFile = { readonly name: string; readonly mime: string; readonly text: string };

/** What the dialogue works with; the same for all conversations. */
export type Dependencies = {
  readonly content: Content;
  readonly understanding: Understanding;
  /** Tables of rules before today's, by version. */
  readonly earlierRules: ReadonlyMap<number, readonly Row[]>;
  /** Starting code for the advice that these answers lead to. */
  readonly recipe: (framework: Framework, answers: Answers, language: string) => TextFile;
  /** The decision record of the advice, as Markdown. */
  readonly record: (answers: Answers, language: string) => TextFile;
};

/** One turn's surroundings: the deps, the language of the reply, and who of a team speaks where a session is shared. */
export type TurnContext = {
  readonly deps: Dependencies;
  readonly language: string;
  readonly member?: string;
};

/** What is enough to word something: a context without its understanding. */
export type WordingContext = {
  readonly deps: Pick<Dependencies, "content">;
  readonly language: string;
};

/** A phrase in the language of the context. */
export function say(
  context: WordingContext,
  key: string,
  values?: Record<string, string | number>,
): string {
  return context.deps.content.say(context.language, key, values);
}
