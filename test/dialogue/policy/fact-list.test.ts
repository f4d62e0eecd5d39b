import { expect, test } from "vitest";
import { QUESTIONS } from "../../../src/advice/questions.ts";
import { readFactList } from "../../../src/dialogue/policy/fact-list.ts";
import { deps } from "../../support/dependencies.ts";

test.each([
  ["500枚 近い GPUなし", "small close limited"],
  ["no gpu, close, 500 photos", "small close limited"],
  ["small close limited", "small close limited"],
  ["medium far ample", "medium far ample"],
  ["300 close", "small close -"],
])("%s lists facts", (text, expected) => {
  const answers = readFactList(deps, text, "en");
  expect(QUESTIONS.map((question) => answers?.[question] ?? "-").join(" ")).toBe(expected);
});

test.each([
  "last",
  "first",
  "second",
  "no",
  "none",
  "no idea",
  "2",
  "1 2 3",
  "all",
  "最後",
  "どれが近い?",
])("%s lists nothing", (text) => {
  expect(readFactList(deps, text, "en")).toBeNull();
});
