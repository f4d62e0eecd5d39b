import { type ActMatch, actNamed, type Understanding } from "../dialogue/dependencies.ts";
import { type ContinuationWords, readContinuation } from "../nlu/continuation.ts";
import { type ActWords, actWords, matchAct, type Politeness } from "../nlu/dialogue-acts/acts.ts";
import { read } from "../nlu/entities/reader/reading.ts";
import {
  type DeviceFile,
  deviceWords,
  type ReadingWords,
  readingWords,
} from "../nlu/entities/reader/reading-words.ts";
import { detectLanguage, type LanguageFile, languageHints } from "../nlu/language.ts";
import type { WordLists } from "../nlu/lexicon.ts";
import { createClassifier } from "../nlu/retrieval/classify.ts";
import type { EntryModel } from "../nlu/retrieval/entry-model.ts";
import type { Lexicon } from "../nlu/retrieval/features.ts";
import type { Loaded } from "./load.ts";

/** The word lists of all languages, compiled once, as the understanding of the dialogue. */
export function createUnderstanding(
  { lists, content, devices }: Loaded,
  model: EntryModel,
  lexicon: Lexicon,
): Understanding {
  const hints = [...lists].map(([tag, files]) =>
    languageHints(tag, files.get("language") as LanguageFile),
  );
  const continuations = [...lists.values()].map(
    (files) => files.get("language") as ContinuationWords,
  );
  const acts = [...lists.values()].map(actsOf);
  const words = new Map(
    [...lists].map(
      ([tag, files]) => [tag, readingWords(files.get("reading") as WordLists)] as const,
    ),
  );
  const names = deviceWords(devices as DeviceFile);
  return {
    language: (text) => detectLanguage(text, hints),
    act: (text) => toMatch(matchAct(text, acts)),
    continuation: (text, unnamed) => readContinuation(text, unnamed, continuations),
    read: (text, asked, known, language) =>
      read(text, { asked, known, words: [...inOrder(words, language), names] }),
    classify: createClassifier(model, lexicon, (subject) => {
      const { topic } = content.subject(content.fallback, subject);
      return content.topic(content.fallback, topic).within ?? topic;
    }),
  };
}

function actsOf(files: ReadonlyMap<string, unknown>): ActWords {
  const { polite } = files.get("language") as { readonly polite: Politeness };
  return actWords(files.get("acts") as Record<string, readonly string[]>, polite);
}

function toMatch(found: ReturnType<typeof matchAct>): ActMatch | null {
  const act = found && actNamed(found.act);
  return act ? { act, rest: found.rest } : null;
}

/** The likely language's words first. */
function inOrder(
  words: ReadonlyMap<string, ReadingWords>,
  language: string,
): readonly ReadingWords[] {
  const own = words.get(language);
  const others = [...words].filter(([tag]) => tag !== language).map(([, each]) => each);
  return own ? [own, ...others] : others;
}
