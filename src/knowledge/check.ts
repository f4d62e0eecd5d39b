import type { Topic } from "../dialogue/content.ts";
import type { Fault, LanguageFiles } from "./read.ts";
import { citations, isRecord, topicTexts } from "./topic.ts";

/** Files of lists that each language fills in its own way; all others hold the same keys in every language. */
const OWN_KEYS: readonly string[] = ["language", "reading", "acts", "elsewhere", "terms"];

/** The phrases of a file by their dotted key; what is neither text nor object is noted as a fault. */
export function phrases(
  value: unknown,
  file: string,
  faults: Fault[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (node: unknown, key: string): void => {
    if (typeof node === "string") found.set(key, node);
    else if (isRecord(node)) {
      for (const [name, child] of Object.entries(node))
        walk(child, key === "" ? name : `${key}.${name}`);
    } else faults.push({ file, key, fault: "must be a text or an object of texts" });
  };
  if (value !== null && value !== undefined) walk(value, "");
  return found;
}

/** The phrase files of one language: `file → key → phrase`. */
export type PhraseFiles = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** All phrase files of a language folder. */
export function phraseFiles(language: LanguageFiles, faults: Fault[]): PhraseFiles {
  const files = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, value] of language.files) {
    if (!OWN_KEYS.includes(name)) {
      files.set(name, phrases(value, `${language.tag}/${name}.json`, faults));
    }
  }
  return files;
}

/** Compares a language with the reference language: the same files, keys and `{{placeholders}}`; known citations only. */
export function checkPhrases(
  tag: string,
  files: PhraseFiles,
  reference: PhraseFiles,
  sources: ReadonlyMap<string, unknown>,
  faults: Fault[],
): void {
  for (const [name, expected] of reference) {
    const file = `${tag}/${name}.json`;
    const own = files.get(name);
    if (!own) {
      faults.push({ file, key: "", fault: "is missing" });
      continue;
    }
    for (const key of expected.keys()) {
      if (!own.has(key)) faults.push({ file, key, fault: "is missing" });
    }
    for (const [key, phrase] of own) {
      const other = expected.get(key);
      if (other === undefined) {
        faults.push({ file, key, fault: "is not in the reference language" });
      } else if (placeholders(phrase) !== placeholders(other)) {
        faults.push({ file, key, fault: `must use the placeholders ${placeholders(other)}` });
      }
      checkCitations(phrase, file, key, sources, faults);
    }
  }
}

/** Compares a language's topics with the reference's: the same ids, relations, offers, blocks and citations. */
export function checkTopics(
  tag: string,
  topics: ReadonlyMap<string, Topic>,
  reference: ReadonlyMap<string, Topic>,
  sources: ReadonlyMap<string, unknown>,
  faults: Fault[],
): void {
  for (const [id, expected] of reference) {
    const topic = topics.get(id);
    const file = `${tag}/topics/${id}/topic.json`;
    if (!topic) {
      faults.push({ file, key: "", fault: "is missing" });
      continue;
    }
    const compare = (key: string, own: unknown, other: unknown) => {
      if (JSON.stringify(own) !== JSON.stringify(other)) {
        faults.push({
          file,
          key,
          fault: `differs from the reference language: ${JSON.stringify(other)}`,
        });
      }
    };
    compare("related", topic.related, expected.related);
    compare("flow", topic.flow, expected.flow);
    compare("body", topic.body.map(partKind), expected.body.map(partKind));
    compare("citations", cited(topic), cited(expected));
    for (const related of topic.related) {
      if (!reference.has(related))
        faults.push({ file, key: "related", fault: `no topic ${related}` });
    }
    for (const text of topicTexts(topic)) checkCitations(text, file, "", sources, faults);
  }
  for (const id of topics.keys()) {
    if (!reference.has(id)) {
      faults.push({
        file: `${tag}/topics/${id}/topic.json`,
        key: "",
        fault: "is not in the reference language",
      });
    }
  }
}

function checkCitations(
  text: string,
  file: string,
  key: string,
  sources: ReadonlyMap<string, unknown>,
  faults: Fault[],
): void {
  for (const citation of citations(text)) {
    if (!sources.has(citation))
      faults.push({ file, key, fault: `cites the unknown source ${citation}` });
  }
}

function cited(topic: Topic): readonly string[] {
  return [...new Set(topicTexts(topic).flatMap(citations))].sort();
}

function partKind(part: Topic["body"][number]): string {
  return typeof part === "string" ? "paragraph" : (Object.keys(part)[0] ?? "");
}

function placeholders(phrase: string): string {
  return [...new Set([...phrase.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]))]
    .sort()
    .join(", ");
}
