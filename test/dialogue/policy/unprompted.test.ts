import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { unpromptedEntry } from "../../../src/dialogue/policy/unprompted.ts";
import { deps } from "../../support/dependencies.ts";

type Row = {
  readonly text: string;
  readonly topic: string;
  readonly acceptable: readonly string[];
};

function rows(name: string): readonly Row[] {
  const file = join(import.meta.dirname, `../../fixtures/blind/${name}.jsonl`);
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("no message outside the field is answered unasked", () => {
  const answered = rows("out_of_scope").filter(({ text }) => unpromptedEntry(deps, text));
  expect(answered).toEqual([]);
});

test("what is answered unasked is answered rightly, and it is a good part of the questions", () => {
  const questions = rows("topics");
  const answers = questions.flatMap((row) => {
    const entry = unpromptedEntry(deps, row.text);
    if (entry === null) return [];
    const { topic } = deps.content.subject("en", entry.split(".")[0] ?? "");
    return [{ ...row, answer: deps.content.topic("en", topic).within ?? topic }];
  });
  const wrong = answers.filter(
    ({ topic, acceptable, answer }) => topic !== answer && !acceptable.includes(answer),
  );
  // A neighbouring topic may hold the answer as well; these rows know the first thirty topics only.
  expect(wrong.length / answers.length).toBeLessThan(0.22);
  expect(answers.length / questions.length).toBeGreaterThan(0.1);
});

test.each([
  "we fine-tuned with LoRA yesterday and it works",
  "the learning rate was too high",
  "LoRAで学習したらうまくいった",
  "データ拡張したら精度が上がった",
])("a report is no question: %s", (text) => {
  expect(unpromptedEntry(deps, text)).toBeNull();
});
