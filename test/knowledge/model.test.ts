import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadContent } from "../../src/knowledge/load.ts";
import { encodeModel, loadTerms, readModel, trainingSamples } from "../../src/knowledge/model.ts";
import { createClassifier } from "../../src/nlu/retrieval/classify.ts";
import { train } from "../../src/nlu/retrieval/train.ts";

const LOCALES = join(import.meta.dirname, "../../locales");
const loaded = loadContent(LOCALES);
const terms = loadTerms(loaded);
const samples = trainingSamples(loaded);
const expected = loaded.fingerprint;

test("the shipped weights were made from this content (npm run train writes them)", () => {
  expect(readModel(join(LOCALES, "classifier.bin"), expected)).not.toBeNull();
});

test("weights made from other content, cut off or damaged are not used", () => {
  const path = join(mkdtempSync(join(tmpdir(), "model-")), "classifier.bin");
  const bytes = readFileSync(join(LOCALES, "classifier.bin"));
  expect(readModel(path, expected)).toBeNull();
  expect(readModel(join(LOCALES, "classifier.bin"), "0123456789abcdef")).toBeNull();
  writeFileSync(path, bytes.subarray(0, bytes.length - 7));
  expect(readModel(path, expected)).toBeNull();
  writeFileSync(path, "no model at all");
  expect(readModel(path, expected)).toBeNull();
});

test("training gives exactly the shipped weights", { timeout: 180_000 }, () => {
  const shipped = readFileSync(join(LOCALES, "classifier.bin"));
  expect(encodeModel(train(samples, terms), expected).equals(shipped)).toBe(true);
});

test("training gives the same weights for the same phrasings", () => {
  const some = samples.filter((_, at) => at % 40 === 0);
  const [one, other] = [train(some, terms), train(some, terms)];
  expect(Buffer.from(one.weights.buffer).equals(Buffer.from(other.weights.buffer))).toBe(true);
  const [first, second] = [createClassifier(one, terms), createClassifier(other, terms)];
  expect(first("what is lora")).toEqual(second("what is lora"));
});
