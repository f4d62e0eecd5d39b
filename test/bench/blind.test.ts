import { expect, test } from "vitest";
import { type Score, scoreBlind } from "../../bench/blind.ts";
import { deps } from "../support/dependencies.ts";

const scores = scoreBlind(deps);
const share = ({ right, of }: Score) => right / of;

// These sets know thirty topics. Answers are found by subject now, and many subjects stand between two of the topics.
test("unseen questions mostly keep their topics", () => {
  for (const score of Object.values(scores.topics)) expect(share(score)).toBeGreaterThan(0.45);
});

test("at the same threshold hardly any message outside the field is answered", () => {
  expect(share(scores.falseAnswers)).toBeLessThanOrEqual(0.04);
});

test("facts in free text are read", () => {
  expect(share(scores.situations)).toBeGreaterThan(0.92);
});

test("whole dialogues go right", () => {
  expect(share(scores.dialogues)).toBeGreaterThan(0.6);
});
