import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadContent } from "../../src/knowledge/load.ts";
import { encodeModel, loadLexicon, readModel } from "../../src/knowledge/model.ts";
import { trainingPhrasings } from "../../src/knowledge/phrasings.ts";
import { createClassifier } from "../../src/nlu/retrieval/classify.ts";
import { trainEntryModel } from "../../src/nlu/retrieval/train-entries.ts";

const LOCALES = join(import.meta.dirname, "../../locales");
const FILE = join(LOCALES, "classifier.bin");
const loaded = loadContent(LOCALES);
const lexicon = loadLexicon(loaded);
const few = trainingPhrasings(loaded).filter(({ entry }) => entry?.startsWith("lora"));
const topicOf = (subject: string) => loaded.content.subject("en", subject).topic;

test("the shipped weights were made from this content (npm run train writes them)", () => {
  expect(readModel(FILE, loaded.fingerprint)).not.toBeNull();
});

test("the shipped weights have room in the repository", () => {
  expect(readFileSync(FILE).length).toBeLessThan(6 * 1024 * 1024);
});

test("weights made from other content, cut off or damaged are not used", () => {
  const path = join(mkdtempSync(join(tmpdir(), "model-")), "classifier.bin");
  const bytes = readFileSync(FILE);
  expect(readModel(path, loaded.fingerprint)).toBeNull();
  expect(readModel(FILE, "0123456789abcdef")).toBeNull();
  writeFileSync(path, bytes.subarray(0, bytes.length - 7));
  expect(readModel(path, loaded.fingerprint)).toBeNull();
  writeFileSync(path, "no model at all");
  expect(readModel(path, loaded.fingerprint)).toBeNull();
});

test("training gives the same weights for the same phrasings, and a file gives them back", () => {
  const [one, other] = [trainEntryModel(few, lexicon), trainEntryModel(few, lexicon)];
  const bytes = encodeModel(one, "same");
  expect(encodeModel(other, "same").equals(bytes)).toBe(true);
  const path = join(mkdtempSync(join(tmpdir(), "model-")), "classifier.bin");
  writeFileSync(path, bytes);
  const read = readModel(path, "same");
  if (!read) throw new Error("The model just written must be readable");
  const text = "what rank should a lora have";
  const [first, second] = [one, read].map((model) =>
    createClassifier(model, lexicon, topicOf)(text),
  );
  expect(second?.entries).toEqual(first?.entries);
  expect(first?.entries[0]?.id).toBe("lora_rank.settings");
});
