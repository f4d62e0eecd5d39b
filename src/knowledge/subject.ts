import { ASPECTS, type Aspect } from "../dialogue/content.ts";
import type { Fault } from "./read.ts";
import { citations, isRecord, isText, isTexts } from "./topic.ts";

/** An entry of a subject file. `asks` are ways of asking for it. */
export type EntryFile = {
  readonly title: string;
  readonly answer: string;
  readonly next?: string;
  readonly asks: readonly string[];
};

/** A subject file of one language. `aliases` are other ways to write its name; `entries` are keyed by aspect. */
export type SubjectFile = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly related: readonly string[];
  readonly entries: { readonly [key: string]: EntryFile };
};

/** The aspect of an entry's key (`versus_full_ft` → versus), or null when it begins with none. */
export function aspectOf(key: string): Aspect | null {
  const name = key.split("_")[0];
  return ASPECTS.find((aspect) => aspect === name) ?? null;
}

/** Parsed JSON → subject; what is wrong is noted in `faults` and null returned. */
export function parseSubject(value: unknown, file: string, faults: Fault[]): SubjectFile | null {
  const before = faults.length;
  const note = (key: string, fault: string) => faults.push({ file, key, fault });
  if (!isRecord(value)) {
    if (value !== null) note("", "must be an object");
    return null;
  }
  noteUnknownKeys(value, SUBJECT_KEYS, note);
  if (!isText(value.name)) note("name", "must be a text that is not empty");
  for (const key of ["aliases", "related"]) {
    if (!isTextList(value[key])) note(key, "must be a list of texts");
  }
  if (!isRecord(value.entries) || Object.keys(value.entries).length === 0) {
    note("entries", "must be an object with at least one entry");
  } else {
    for (const [key, entry] of Object.entries(value.entries)) {
      checkEntry(key, entry, (fault) => note(`entries.${key}`, fault));
    }
  }
  return faults.length === before ? (value as unknown as SubjectFile) : null;
}

/** Compares a language's subjects with the reference's: the same subjects, entries, relations and citations. */
export function checkSubjects(
  tag: string,
  subjects: ReadonlyMap<string, SubjectFile>,
  reference: ReadonlyMap<string, SubjectFile>,
  faults: Fault[],
): void {
  for (const [path, expected] of reference) {
    const file = `${tag}/topics/${path}.json`;
    const own = subjects.get(path);
    if (!own) {
      faults.push({ file, key: "", fault: "is missing" });
      continue;
    }
    const compare = (key: string, mine: unknown, other: unknown) => {
      if (JSON.stringify(mine) === JSON.stringify(other)) return;
      const fault = `differs from the reference language: ${JSON.stringify(other)}`;
      faults.push({ file, key, fault });
    };
    compare("related", own.related, expected.related);
    compare("entries", Object.keys(own.entries), Object.keys(expected.entries));
    for (const [key, entry] of Object.entries(expected.entries)) {
      const other = own.entries[key];
      if (other) compare(`entries.${key}`, cited(other), cited(entry));
    }
    for (const related of expected.related) {
      const known = [...reference.keys()].some((each) => each.endsWith(`/${related}`));
      if (!known) faults.push({ file, key: "related", fault: `no subject ${related}` });
    }
  }
  for (const path of subjects.keys()) {
    if (reference.has(path)) continue;
    const fault = "is not in the reference language";
    faults.push({ file: `${tag}/topics/${path}.json`, key: "", fault });
  }
}

/** The keys of the sources that an entry cites, sorted. */
export function cited({ answer, next = "" }: EntryFile): readonly string[] {
  return [...new Set([...citations(answer), ...citations(next)])].sort();
}

const SUBJECT_KEYS: readonly string[] = ["name", "aliases", "related", "entries"];
const ENTRY_KEYS: readonly string[] = ["title", "answer", "next", "asks"];

function checkEntry(key: string, entry: unknown, note: (fault: string) => void): void {
  if (aspectOf(key) === null) note(`must begin with an aspect (${ASPECTS.join(", ")})`);
  if (!isRecord(entry)) {
    note("must be an object");
    return;
  }
  noteUnknownKeys(entry, ENTRY_KEYS, (name, fault) => note(`${name} ${fault}`));
  if (!isText(entry.title) || !isText(entry.answer)) note("must have a title and an answer");
  if (entry.next !== undefined && !isText(entry.next)) note("next must be a text or left out");
  if (!isTexts(entry.asks)) note("asks must be a list of texts");
}

function noteUnknownKeys(
  value: Record<string, unknown>,
  known: readonly string[],
  note: (key: string, fault: string) => void,
): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) note(key, `is not a key here (${known.join(", ")})`);
  }
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && (value.length === 0 || isTexts(value));
}
