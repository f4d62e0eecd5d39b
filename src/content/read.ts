import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fault of the locale files: where it is and what to do about it. */
export type Fault = { readonly file: string; readonly key: string; readonly fault: string };

/** One language's folder as parsed JSON: its files by name without `.json`, and its topics by id. */
export type LanguageFiles = {
  readonly tag: string;
  readonly files: ReadonlyMap<string, unknown>;
  readonly topics: ReadonlyMap<string, unknown>;
};

/** Everything under `locales/`, parsed but not yet checked. */
export type LocaleFiles = {
  readonly sources: unknown;
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

/** Reads a locales folder. What cannot be read or parsed is noted in `faults`, and reading goes on. */
export function readLocales(folder: string, faults: Fault[]): LocaleFiles {
  const tags = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  if (tags.length === 0) faults.push({ file: folder, key: "", fault: "holds no language folder" });
  return {
    sources: readJson(folder, "sources.json", faults),
    languages: tags.map((tag) => readLanguage(folder, tag, faults)),
  };
}

function readLanguage(folder: string, tag: string, faults: Fault[]): LanguageFiles {
  const files = new Map<string, unknown>();
  for (const name of jsonNames(join(folder, tag))) {
    files.set(name, readJson(folder, `${tag}/${name}.json`, faults));
  }
  for (const name of REQUIRED_FILES) {
    if (!files.has(name))
      faults.push({ file: `${tag}/${name}.json`, key: "", fault: "is missing" });
  }
  const topics = new Map<string, unknown>();
  for (const id of jsonNames(join(folder, tag, "topics"))) {
    topics.set(id, readJson(folder, `${tag}/topics/${id}.json`, faults));
  }
  return { tag, files, topics };
}

function jsonNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** null stands for a file that could not be parsed; its fault is noted once, here. */
function readJson(folder: string, file: string, faults: Fault[]): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, file), "utf8"));
  } catch (error) {
    faults.push({ file, key: "", fault: `cannot be read as JSON: ${(error as Error).message}` });
    return null;
  }
}
