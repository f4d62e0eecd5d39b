import type { Source } from "../dialogue/content.ts";
import type { Fault } from "./read.ts";
import { isRecord, isText } from "./topic.ts";

/** A source in every language, by tag. */
export type SourceNames = ReadonlyMap<string, Source>;

/** Parsed `sources.json` → sources by key, in each of `tags`; faults are noted. */
export function parseSources(
  value: unknown,
  tags: readonly string[],
  faults: Fault[],
): ReadonlyMap<string, SourceNames> {
  const sources = new Map<string, SourceNames>();
  if (!isRecord(value)) return sources;
  for (const [key, source] of Object.entries(value)) {
    const names = parseSource(source, tags);
    if (names) sources.set(key, names);
    else faults.push({ file: "sources.json", key, fault: SOURCE_FAULT });
  }
  return sources;
}

const SOURCE_FAULT =
  'must be { "title": and "short": a text per language, "url": https address or null, "year": number or null }';

function parseSource(source: unknown, tags: readonly string[]): SourceNames | null {
  if (!isRecord(source)) return null;
  const { title, short, url, year } = source;
  if (!isRecord(title) || !isRecord(short)) return null;
  if (url !== null && !isWebAddress(url)) return null;
  if (year !== null && !Number.isInteger(year)) return null;
  const names = new Map<string, Source>();
  for (const tag of tags) {
    // A language that has just been added cites sources by their English names.
    const [long, brief] = [title[tag] ?? title.en, short[tag] ?? short.en];
    if (!isText(long) || !isText(brief)) return null;
    names.set(tag, { title: long, short: brief, url, year: year as number | null });
  }
  return names;
}

function isWebAddress(value: unknown): value is string {
  return typeof value === "string" && URL.canParse(value) && value.startsWith("https://");
}
