import i18next, { type i18n } from "i18next";
import type { Content, Entry, Language, Subject, Topic } from "../dialogue/content.ts";
import { checkPhrases, checkTopics, type PhraseFiles, phraseFiles } from "./check.ts";
import { type Fault, type LanguageFiles, type LocaleFiles, readLocales } from "./read.ts";
import { parseSources, type SourceNames } from "./source.ts";
import { aspectOf, checkSubjects, cited, parseSubject, type SubjectFile } from "./subject.ts";
import { isRecord, parseTopic } from "./topic.ts";

/** The language whose keys every other one must have, and which answers when nothing tells the language. */
const REFERENCE = "en";

/** The content of a locales folder, and its word lists for understanding, by language tag and file name. */
export type Loaded = {
  /** Changes with every word that the classifier learns. */
  readonly fingerprint: string;
  readonly content: Content;
  /** Subject files by language tag, then by topic and subject (`peft_lora/lora_rank`). */
  readonly subjects: ReadonlyMap<string, ReadonlyMap<string, SubjectFile>>;
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  /** Names of devices and models (`devices.json`). */
  readonly devices: unknown;
};

/**
 * Reads and checks a locales folder.
 * @throws one error that lists every fault with its file and key.
 */
export function loadContent(folder: string, fallback: string = REFERENCE): Loaded {
  const faults: Fault[] = [];
  const files = readLocales(folder, faults);
  const tags = files.languages.map(({ tag }) => tag);
  const sources = parseSources(files.sources, tags, faults);
  const subjects = new Map(files.languages.map((each) => [each.tag, parseSubjects(each, faults)]));
  const topics = new Map(files.languages.map((each) => [each.tag, parseTopics(each, faults)]));
  const phrases = new Map(files.languages.map((each) => [each.tag, phraseFiles(each, faults)]));
  checkAgainstReference(files, topics, phrases, sources, faults);
  for (const { tag } of files.languages) {
    checkSubjects(
      tag,
      subjects.get(tag) ?? new Map(),
      subjects.get(REFERENCE) ?? new Map(),
      faults,
    );
  }
  checkSources(subjects, sources, faults);
  if (!topics.has(fallback)) {
    faults.push({ file: fallback, key: "", fault: "is the default language but has no folder" });
  }
  if (faults.length > 0) throw new Error(describeFaults(folder, faults));
  return {
    fingerprint: files.fingerprint,
    content: createContent(files, fallback, sources, topics, phrases, subjects),
    subjects,
    lists: new Map(files.languages.map((each) => [each.tag, each.files])),
    devices: files.devices,
  };
}

function parseTopics(language: LanguageFiles, faults: Fault[]): ReadonlyMap<string, Topic> {
  const topics = new Map<string, Topic>();
  for (const [id, value] of language.topics) {
    const topic = parseTopic(value, `${language.tag}/topics/${id}/topic.json`, faults);
    if (topic) topics.set(id, topic);
  }
  return topics;
}

function parseSubjects(language: LanguageFiles, faults: Fault[]): ReadonlyMap<string, SubjectFile> {
  const subjects = new Map<string, SubjectFile>();
  for (const [path, value] of language.subjects) {
    const subject = parseSubject(value, `${language.tag}/topics/${path}.json`, faults);
    if (subject) subjects.set(path, subject);
  }
  return subjects;
}

function checkSources(
  subjects: ReadonlyMap<string, ReadonlyMap<string, SubjectFile>>,
  sources: ReadonlyMap<string, unknown>,
  faults: Fault[],
): void {
  for (const [tag, files] of subjects) {
    for (const [path, { entries }] of files) {
      for (const [key, entry] of Object.entries(entries)) {
        const unknown = cited(entry).filter((source) => !sources.has(source));
        if (unknown.length === 0) continue;
        const fault = `cites the unknown source ${unknown.join(", ")}`;
        faults.push({ file: `${tag}/topics/${path}.json`, key: `entries.${key}`, fault });
      }
    }
  }
}

function checkAgainstReference(
  files: LocaleFiles,
  topics: ReadonlyMap<string, ReadonlyMap<string, Topic>>,
  phrases: ReadonlyMap<string, PhraseFiles>,
  sources: ReadonlyMap<string, unknown>,
  faults: Fault[],
): void {
  const referenceTopics = topics.get(REFERENCE) ?? new Map();
  const referencePhrases = phrases.get(REFERENCE) ?? new Map();
  for (const { tag, files: own } of files.languages) {
    checkPhrases(tag, phrases.get(tag) ?? new Map(), referencePhrases, sources, faults);
    checkTopics(tag, topics.get(tag) ?? new Map(), referenceTopics, sources, faults);
    if (typeof languageName(own.get("language")) !== "string") {
      faults.push({ file: `${tag}/language.json`, key: "name", fault: "must be a text" });
    }
  }
}

function describeFaults(folder: string, faults: readonly Fault[]): string {
  const lines = faults.map(
    ({ file, key, fault }) => `  ${file}${key ? ` (${key})` : ""}: ${fault}`,
  );
  return `The locale files under ${folder} have ${faults.length} fault(s):\n${lines.join("\n")}`;
}

function createContent(
  files: LocaleFiles,
  fallback: string,
  sources: ReadonlyMap<string, SourceNames>,
  topics: ReadonlyMap<string, ReadonlyMap<string, Topic>>,
  phrases: ReadonlyMap<string, PhraseFiles>,
  subjects: ReadonlyMap<string, ReadonlyMap<string, SubjectFile>>,
): Content {
  const words = createWords(files, fallback, phrases);
  const sayings = new Map([...phrases].map(([tag, own]) => [tag, sayingsOf(own)]));
  const known = new Map([...subjects].map(([tag, own]) => [tag, subjectsOf(own)]));
  const entries = new Map([...subjects].map(([tag, own]) => [tag, entriesOf(own)]));
  const languages: readonly Language[] = files.languages.map(({ tag, files: own }) => ({
    tag,
    name: languageName(own.get("language")) ?? tag,
  }));
  return {
    languages,
    fallback,
    topics: [...(topics.get(REFERENCE)?.keys() ?? [])],
    say(language, key, values) {
      const saying = sayings.get(language)?.get(key);
      if (!saying) throw new Error(`There is no phrase ${key} in the language ${language}`);
      return saying.isFilled ? words.t(key, { ...values, lng: language }) : saying.text;
    },
    has: (language, key) => sayings.get(language)?.has(key) ?? false,
    topic(language, id) {
      return found(topics.get(language)?.get(id), "topic", id, language);
    },
    subjects: [...(known.get(REFERENCE)?.keys() ?? [])],
    entries: [...(entries.get(REFERENCE)?.keys() ?? [])],
    subject: (language, id) => found(known.get(language)?.get(id), "subject", id, language),
    entry: (language, id) => found(entries.get(language)?.get(id), "entry", id, language),
    source: (language, key) => sources.get(key)?.get(language) ?? null,
  };
}

function found<T>(value: T | undefined, kind: string, id: string, language: string): T {
  if (value === undefined) throw new Error(`There is no ${kind} ${id} in the language ${language}`);
  return value;
}

function subjectsOf(files: ReadonlyMap<string, SubjectFile>): ReadonlyMap<string, Subject> {
  return new Map(
    [...files].map(([path, { name, related, entries }]) => {
      const [topic = "", id = ""] = path.split("/");
      const ids = Object.keys(entries).map((key) => `${id}.${key}`);
      return [id, { id, topic, name, related, entries: ids }];
    }),
  );
}

function entriesOf(files: ReadonlyMap<string, SubjectFile>): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [path, { entries: own }] of files) {
    const subject = path.split("/")[1] ?? "";
    for (const [key, { title, answer, next = null }] of Object.entries(own)) {
      const id = `${subject}.${key}`;
      const aspect = aspectOf(key);
      if (aspect) entries.set(id, { id, subject, aspect, title, answer, next });
    }
  }
  return entries;
}

function createWords(
  files: LocaleFiles,
  fallback: string,
  phrases: ReadonlyMap<string, PhraseFiles>,
): i18n {
  const namespaces = [...(phrases.get(REFERENCE)?.keys() ?? [])];
  const words = i18next.createInstance();
  words.init({
    initAsync: false,
    lng: fallback,
    fallbackLng: false,
    ns: namespaces,
    resources: Object.fromEntries(
      files.languages.map(({ tag, files: own }) => [
        tag,
        Object.fromEntries(namespaces.map((name) => [name, own.get(name) as object])),
      ]),
    ),
    interpolation: { escapeValue: false },
  });
  return words;
}

/** A phrase. `isFilled`: it has something to fill in, which most have not. */
type Saying = { readonly text: string; readonly isFilled: boolean };

/** All phrases of a language by key, such as `flow:ask.data`. */
function sayingsOf(files: PhraseFiles): ReadonlyMap<string, Saying> {
  return new Map(
    [...files].flatMap(([name, phrases]) =>
      [...phrases].map(([key, text]): [string, Saying] => [
        `${name}:${key}`,
        { text, isFilled: /\{\{|\$t\(/.test(text) },
      ]),
    ),
  );
}

function languageName(value: unknown): string | null {
  return isRecord(value) && typeof value.name === "string" ? value.name : null;
}
