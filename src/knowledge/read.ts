import { createHash, type Hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fault of the locale files: where it is and what to do about it. */
export type Fault = { readonly file: string; readonly key: string; readonly fault: string };

/**
 * One language's folder as parsed JSON: its files by name without `.json`, its topics by id, and its subjects by topic and id
 * (`peft_lora/lora_rank`).
 */
export type LanguageFiles = {
  readonly tag: string;
  readonly files: ReadonlyMap<string, unknown>;
  readonly topics: ReadonlyMap<string, unknown>;
  readonly subjects: ReadonlyMap<string, unknown>;
};

/** Everything under `locales/`, parsed but not yet checked. */
export type LocaleFiles = {
  /** A short name for all that the classifier is trained on: other words give another one. */
  readonly fingerprint: string;
  readonly sources: unknown;
  /** Names of devices and models, the same in every language. */
  readonly devices: unknown;
  readonly languages: readonly LanguageFiles[];
};

/** The files that every language folder holds beside `topics/`. */
export const REQUIRED_FILES = [
  "language",
  "ui",
  "flow",
  "advice",
  "reading",
  "acts",
  "elsewhere",
  "terms",
] as const;

/** The files whose words the classifier learns. */
const LEARNED = /\/(topics\/\w+\/\w+|elsewhere|acts|terms)\.json$/;
/** The file of a topic's own texts; the others of its folder are subjects. */
const TOPIC_FILE = "topic";

/** Where files are read from, what is wrong with them, and the digest of those that the classifier learns. */
type Reading = { readonly folder: string; readonly faults: Fault[]; readonly digest: Hash };

/** Reads a locales folder. What cannot be read or parsed is noted in `faults`, and reading goes on. */
export function readLocales(folder: string, faults: Fault[]): LocaleFiles {
  const reading: Reading = { folder, faults, digest: createHash("sha256") };
  const tags = folderNames(folder);
  if (tags.length === 0) faults.push({ file: folder, key: "", fault: "holds no language folder" });
  const sources = readJson(reading, "sources.json");
  const devices = readJson(reading, "devices.json");
  const languages = tags.map((tag) => readLanguage(reading, tag));
  return { fingerprint: reading.digest.digest("hex").slice(0, 16), sources, devices, languages };
}

function readLanguage(reading: Reading, tag: string): LanguageFiles {
  const { folder, faults } = reading;
  const files = new Map<string, unknown>();
  for (const name of jsonNames(join(folder, tag))) {
    files.set(name, readJson(reading, `${tag}/${name}.json`));
  }
  for (const name of REQUIRED_FILES) {
    if (!files.has(name))
      faults.push({ file: `${tag}/${name}.json`, key: "", fault: "is missing" });
  }
  const topics = new Map<string, unknown>();
  const subjects = new Map<string, unknown>();
  for (const id of folderNames(join(folder, tag, "topics"))) {
    for (const name of jsonNames(join(folder, tag, "topics", id))) {
      const value = readJson(reading, `${tag}/topics/${id}/${name}.json`);
      if (name === TOPIC_FILE) topics.set(id, value);
      else subjects.set(`${id}/${name}`, value);
    }
    if (!topics.has(id))
      faults.push({ file: `${tag}/topics/${id}/${TOPIC_FILE}.json`, key: "", fault: "is missing" });
  }
  return { tag, files, topics, subjects };
}

function folderNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function jsonNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** null stands for a file that could not be parsed; its fault is noted once, here. */
function readJson({ folder, faults, digest }: Reading, file: string): unknown {
  try {
    const text = readFileSync(join(folder, file), "utf8");
    if (LEARNED.test(file)) digest.update(`${file}\n${text}`);
    return JSON.parse(text);
  } catch (error) {
    faults.push({ file, key: "", fault: `cannot be read as JSON: ${(error as Error).message}` });
    return null;
  }
}
