import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { EntryModel } from "../nlu/retrieval/entry-model.ts";
import { FEATURES, type Lexicon } from "../nlu/retrieval/features.ts";
import type { SparseModel } from "../nlu/retrieval/sparse-model.ts";
import { compileTerms, type TermList } from "../nlu/retrieval/terms.ts";
import { trainEntryModel } from "../nlu/retrieval/train-entries.ts";
import { buildGazetteer, withoutEveryday } from "../nlu/subjects/gazetteer.ts";
import type { Loaded } from "./load.ts";
import { trainingPhrasings } from "./phrasings.ts";
import { isRecord } from "./topic.ts";

/** The terms and the names of subjects, of all languages together. */
export function loadLexicon({ lists, subjects }: Loaded): Lexicon {
  const files = [...subjects.values()].flatMap((own) => [...own]);
  const names = files.map(([path, { name, aliases }]) => ({
    id: path.split("/")[1] ?? "",
    names: [name, ...aliases],
  }));
  const asked = files.flatMap(([path, { entries }]) =>
    Object.values(entries).flatMap(({ asks }) =>
      asks.map((text) => ({ text, subject: path.split("/")[1] ?? "" })),
    ),
  );
  return {
    terms: compileTerms([...lists.values()].map((files) => (files.get("terms") ?? {}) as TermList)),
    gazetteer: buildGazetteer(withoutEveryday(names, asked)),
  };
}

/** The trained model of a file when it was made from this content; otherwise (and when there is none) a new one. */
export function loadModel(path: string, loaded: Loaded, lexicon: Lexicon): EntryModel {
  return readModel(path, loaded.fingerprint) ?? trainEntryModel(trainingPhrasings(loaded), lexicon);
}

/** Trains and writes the model file. */
export function writeModel(path: string, loaded: Loaded): void {
  const model = trainEntryModel(trainingPhrasings(loaded), loadLexicon(loaded));
  writeFileSync(path, encodeModel(model, loaded.fingerprint));
}

const PARTS = ["subjects", "aspects", "entries"] as const;
/** Bytes at which every array begins, so that it can be read in place. */
const ALIGNMENT = 4;

/** A model as bytes: a line of JSON, then its arrays. `fingerprint` is that of its content. */
export function encodeModel(model: EntryModel, fingerprint: string): Buffer {
  const heads = PARTS.map((part) => {
    const { labels, scale, weights } = model[part];
    return { labels, scale, weights: weights.length };
  });
  const head = Buffer.from(`${JSON.stringify({ fingerprint, parts: heads })}\n`);
  const arrays = [
    model.rarity,
    model.maskedRarity,
    ...PARTS.flatMap((part) => {
      const { bias, offsets, targets, weights } = model[part];
      return [bias, offsets, targets, weights];
    }),
  ];
  const bytes = arrays.map((array) =>
    padded(Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  return Buffer.concat([Buffer.alloc(room(head.length), " "), head, ...bytes]);
}

/** A model file → its model, or null when it is missing, damaged or made from other content. */
export function readModel(path: string, expected: string): EntryModel | null {
  if (!existsSync(path)) return null;
  const file = readFileSync(path);
  const end = file.indexOf("\n") + 1;
  const head = parseHead(file.subarray(0, end).toString("utf8"));
  if (!head || head.fingerprint !== expected) return null;
  // A copy of its own begins at a border that arrays of numbers can be read from.
  const bytes = Uint8Array.from(file.subarray(end)).buffer;
  if (bytes.byteLength !== sizeOf(head.parts)) return null;
  let at = 0;
  const take = (length: number, size: number): number => {
    const from = at;
    at += length * size + room(length * size);
    return from;
  };
  const floats = (length: number) => new Float32Array(bytes, take(length, 4), length);
  const rarity = floats(FEATURES);
  const maskedRarity = floats(FEATURES);
  const [subjects, aspects, entries] = head.parts.map(
    ({ labels, scale, weights }): SparseModel => ({
      labels,
      scale,
      bias: floats(labels.length),
      offsets: new Uint32Array(bytes, take(FEATURES + 1, 4), FEATURES + 1),
      targets: new Uint16Array(bytes, take(weights, 2), weights),
      weights: new Int8Array(bytes, take(weights, 1), weights),
    }),
  );
  return subjects && aspects && entries
    ? { rarity, maskedRarity, subjects, aspects, entries }
    : null;
}

type PartHead = {
  readonly labels: readonly string[];
  readonly scale: number;
  readonly weights: number;
};

function sizeOf(parts: readonly PartHead[]): number {
  const size = (length: number) => length + room(length);
  return parts.reduce(
    (sum, { labels, weights }) =>
      sum + 4 * labels.length + 4 * (FEATURES + 1) + size(2 * weights) + size(weights),
    2 * 4 * FEATURES,
  );
}

function room(length: number): number {
  return (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(room(bytes.length))]);
}

function parseHead(
  line: string,
): { readonly fingerprint: string; readonly parts: readonly PartHead[] } | null {
  try {
    const head: unknown = JSON.parse(line);
    if (!isRecord(head) || typeof head.fingerprint !== "string") return null;
    const { parts } = head;
    if (!Array.isArray(parts) || parts.length !== PARTS.length || !parts.every(isPartHead))
      return null;
    return { fingerprint: head.fingerprint, parts };
  } catch {
    return null;
  }
}

function isPartHead(part: unknown): part is PartHead {
  return (
    isRecord(part) &&
    Array.isArray(part.labels) &&
    typeof part.scale === "number" &&
    Number.isInteger(part.weights)
  );
}
