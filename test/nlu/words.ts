import { readFileSync } from "node:fs";
import { QUESTIONS, type Question } from "../../src/advice/questions.ts";
import {
  type ActWords,
  actWords,
  type FoundAct,
  matchAct,
} from "../../src/nlu/dialogue-acts/acts.ts";
import { type Reading, read } from "../../src/nlu/entities/reader/reading.ts";
import { deviceWords, readingWords } from "../../src/nlu/entities/reader/reading-words.ts";
import { detectLanguage, languageHints } from "../../src/nlu/language.ts";

const LANGUAGES = ["en", "ja"] as const;

function locale(language: string, file: string) {
  return JSON.parse(
    readFileSync(new URL(`../../locales/${language}/${file}.json`, import.meta.url), "utf8"),
  );
}

/** The words of all languages, as the bot has them. */
export const WORDS = [
  ...LANGUAGES.map((language) => readingWords(locale(language, "reading"))),
  deviceWords(locale(".", "devices")),
];

const ACTS: ActWords[] = LANGUAGES.map((language) =>
  actWords(locale(language, "acts"), locale(language, "language").polite),
);

const HINTS = LANGUAGES.map((language) => languageHints(language, locale(language, "language")));

/** Reads a message with the words of all languages. */
export function reading(text: string, asked: Question | null = null): Reading {
  return read(text, { asked, words: WORDS, known: {} });
}

/** The three answers of a message as one line: `small - ?` (nothing said, said to be unknown), and the count. */
export function slots(
  text: string,
  asked: Question | null,
): { slots: string; examples: number | undefined } {
  const { answers, unknownQuestions } = reading(text, asked);
  const line = QUESTIONS.map(
    (question) => answers[question] ?? (unknownQuestions.includes(question) ? "?" : "-"),
  );
  return { slots: line.join(" "), examples: answers.examples };
}

/** The act that a message is. */
export function act(text: string): FoundAct | null {
  return matchAct(text, ACTS);
}

/** The language of a message. */
export function language(text: string): string | null {
  return detectLanguage(text, HINTS);
}

/** All word lists of a language, parsed. */
export function wordLists(tag: (typeof LANGUAGES)[number]) {
  return locale(tag, "reading");
}
