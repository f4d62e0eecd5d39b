import type { Part, Topic } from "../dialogue/content.ts";
import type { Fault } from "./read.ts";

/** The keys of all `[@key]` citations in a text, in order, repeats included. */
export function citations(text: string): readonly string[] {
  return [...text.matchAll(/\[@([a-z0-9_]*)\]/g)].map((match) => match[1] ?? "");
}

/** Parsed JSON → topic; what is wrong is noted in `faults` and null returned. */
export function parseTopic(value: unknown, file: string, faults: Fault[]): Topic | null {
  const before = faults.length;
  const note = (key: string, fault: string) => faults.push({ file, key, fault });
  if (!isRecord(value)) {
    if (value !== null) note("", "must be an object");
    return null;
  }
  for (const key of Object.keys(value)) {
    if (!TOPIC_KEYS.includes(key)) note(key, `is not a key of a topic (${TOPIC_KEYS.join(", ")})`);
  }
  for (const key of ["title", "short"]) {
    if (!isText(value[key])) note(key, "must be a text that is not empty");
  }
  if (!isTexts(value.related)) note("related", "must be a list of texts");
  if (value.within !== undefined && !isText(value.within)) note("within", "must be a topic's id");
  if (typeof value.flow !== "boolean") note("flow", "must be true or false");
  if (!Array.isArray(value.body) || value.body.length === 0)
    note("body", "must be a list of parts");
  else {
    for (const [at, part] of value.body.entries()) {
      if (!isPart(part)) note(`body.${at}`, PART_FAULT);
    }
  }
  return faults.length === before ? (value as unknown as Topic) : null;
}

/** All texts of a topic that people read. */
export function topicTexts(topic: Topic): readonly string[] {
  return [topic.title, topic.short, ...topic.body.flatMap(partTexts)];
}

const TOPIC_KEYS: readonly string[] = ["title", "short", "body", "related", "flow", "within"];
const PART_FAULT =
  'must be a text, { "list": texts }, { "table": { "header": texts, "rows": lists as long as it } } or { "code": language, "text": text }';

function partTexts(part: Part): readonly string[] {
  if (typeof part === "string") return [part];
  if ("list" in part) return part.list;
  if ("table" in part) return [...part.table.header, ...part.table.rows.flat()];
  return [part.text];
}

function isPart(part: unknown): part is Part {
  if (isText(part)) return true;
  if (!isRecord(part)) return false;
  if ("list" in part) return isTexts(part.list);
  if ("code" in part) return isText(part.code) && isText(part.text);
  const table = part.table;
  return (
    isRecord(table) &&
    isTexts(table.header, true) &&
    Array.isArray(table.rows) &&
    table.rows.every(
      (row) => isTexts(row, true) && row.length === (table.header as unknown[]).length,
    )
  );
}

/** Whether a parsed JSON value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a parsed JSON value is a text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** Whether a parsed JSON value is a list of texts, at least one. */
export function isTexts(value: unknown, emptyAllowed = false): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each) => typeof each === "string" && (emptyAllowed || each.trim() !== ""))
  );
}
