import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { handleText } from "../../support/dependencies.ts";

const FILE = join(import.meta.dirname, "../../fixtures/blind/answers/outside.jsonl");
const messages: readonly { readonly text: string }[] = readFileSync(FILE, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const isAnswered = (text: string) =>
  /^(topic|ask|advise|why|cost):/.test(handleText(text).reply?.about ?? "");

test("of blind messages from neighbouring fields at most one in twenty is answered", () => {
  const answered = messages.filter(({ text }) => isAnswered(text)).map(({ text }) => text);
  expect(messages).toHaveLength(150);
  expect(answered.length, answered.join("\n")).toBeLessThanOrEqual(7);
});

test("a question of the field is answered", () => {
  expect(isAnswered("what is catastrophic forgetting?")).toBe(true);
});
