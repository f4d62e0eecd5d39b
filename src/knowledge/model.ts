import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { ACT, ELSEWHERE, isModel, type Model } from "../nlu/retrieval/classify.ts";
import { FEATURES } from "../nlu/retrieval/features.ts";
import { compileTerms, type TermList, type Terms } from "../nlu/retrieval/terms.ts";
import { type Sample, train } from "../nlu/retrieval/train.ts";
import type { Loaded } from "./load.ts";
import { isRecord } from "./topic.ts";

/**
 * The phrasings of every topic and language, with the messages that get no answer. People ask to be guided in the words
 * of the `start` act too; the other acts that people word freely are labels of their own.
 */
export function trainingSamples({ content, lists }: Loaded): readonly Sample[] {
  const samples: Sample[] = [];
  for (const [tag, files] of lists) {
    for (const topic of content.topics) {
      const { title, ask } = content.topic(tag, topic);
      for (const text of [title, ...ask]) samples.push({ text, label: topic });
    }
    for (const text of elsewhereTexts(files.get("elsewhere"))) {
      samples.push({ text, label: ELSEWHERE });
    }
    for (const text of texts(files.get("acts"), "start"))
      samples.push({ text, label: "which_to_choose" });
    for (const text of texts(files.get("acts"), "filler")) {
      samples.push({ text, label: ELSEWHERE });
    }
    for (const act of learnedActs(files.get("acts"))) {
      for (const text of texts(files.get("acts"), act)) samples.push({ text, label: ACT + act });
    }
  }
  return samples;
}

/** The terms of all languages. */
export function loadTerms({ lists }: Loaded): Terms {
  return compileTerms([...lists.values()].map((files) => (files.get("terms") ?? {}) as TermList));
}

/** The trained model of a file when it was made from this content; otherwise (and when there is none) a new one. */
export function loadModel(path: string, loaded: Loaded, terms: Terms): Model {
  return readModel(path, loaded.fingerprint) ?? train(trainingSamples(loaded), terms);
}

/** Trains and writes the model file. */
export function writeModel(path: string, loaded: Loaded): void {
  const model = train(trainingSamples(loaded), loadTerms(loaded));
  writeFileSync(path, encodeModel(model, loaded.fingerprint));
}

/** A model as bytes: a line of JSON, then its arrays, all numbers aligned. `fingerprint` is that of its content. */
export function encodeModel(model: Model, fingerprint: string): Buffer {
  const { labels, rarity, weights, scale, bias } = model;
  const head = Buffer.from(`${JSON.stringify({ fingerprint, labels, scale })}\n`);
  const padding = Buffer.alloc((4 - (head.length % 4)) % 4, " ");
  const arrays = [rarity, bias, weights].map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  );
  return Buffer.concat([padding, head, ...arrays]);
}

/** A model file → its model, or null when it is missing, damaged or made from other content. */
export function readModel(path: string, expected: string): Model | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const end = bytes.indexOf("\n") + 1;
  const head = parseHead(bytes.subarray(0, end).toString("utf8"));
  if (!head || head.fingerprint !== expected) return null;
  const { labels, scale } = head;
  const floats = FEATURES + labels.length;
  if (bytes.length !== end + 4 * floats + FEATURES * labels.length) return null;
  const numbers = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + end, bytes.byteOffset + end + 4 * floats),
  );
  const model = {
    labels,
    scale,
    rarity: numbers.subarray(0, FEATURES),
    bias: numbers.subarray(FEATURES),
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + end + 4 * floats),
  };
  return isModel(model) ? model : null;
}

function parseHead(
  line: string,
): { fingerprint: string; labels: readonly string[]; scale: number } | null {
  try {
    const head: unknown = JSON.parse(line);
    const known =
      isRecord(head) &&
      typeof head.fingerprint === "string" &&
      typeof head.scale === "number" &&
      Array.isArray(head.labels);
    return known ? (head as { fingerprint: string; labels: string[]; scale: number }) : null;
  } catch {
    return null;
  }
}

/** Acts that people word freely; the others are understood by their phrases or by reading alone. */
const LEARNED_ACTS =
  /^(greeting|thanks|help|cancel|restart|back|skip|repeat|why_ask|advise_now|stop|to_[a-z]+)$/;

function learnedActs(acts: unknown): readonly string[] {
  return isRecord(acts) ? Object.keys(acts).filter((act) => LEARNED_ACTS.test(act)) : [];
}

/** Each shell of a question is filled with this many things that are not of the field. */
const FILLINGS = 8;

/**
 * Messages outside the field, and question shells (`difference between {} and {}`) around things that are none of ours:
 * the shell alone must not decide.
 */
function elsewhereTexts(value: unknown): readonly string[] {
  const things = texts(value, "things");
  const filled = texts(value, "shells").flatMap((shell, at) =>
    Array.from({ length: FILLINGS }, (_, turn) => {
      const first = at * 31 + turn * 17;
      return shell
        .split("{}")
        .map((part, gap) =>
          gap === 0 ? part : `${things[(first + gap * 7) % things.length] ?? ""}${part}`,
        )
        .join("");
    }),
  );
  return [...texts(value, "ask"), ...filled];
}

function texts(value: unknown, key: string): readonly string[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
}
