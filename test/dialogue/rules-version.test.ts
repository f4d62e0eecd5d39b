import { expect, test } from "vitest";
import { RULES, RULES_VERSION, type Rule } from "../../src/advice/rules.ts";
import { encodeCode } from "../../src/dialogue/advice-code.ts";
import type { Dependencies } from "../../src/dialogue/dependencies.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { plainText } from "../../src/dialogue/responses/plain-text.ts";
import { NEW_STATE } from "../../src/dialogue/state.ts";
import { deps, turnOf } from "../support/dependencies.ts";

const ANSWERS = { data: "medium", similarity: "close", compute: "moderate" } as const;
const last = RULES.at(-1) as Rule;
/** A table of old, in which everything is done in full. */
const OLD: readonly Rule[] = [{ ...last, choose: "full_fine_tuning" }];

function open(version: number, earlierRules: Dependencies["earlierRules"]): string {
  const text = encodeCode({ answers: ANSWERS, version });
  const { reply } = respond({ ...deps, earlierRules }, NEW_STATE, turnOf({ kind: "text", text }));
  return reply ? plainText(reply) : "";
}

test("a code of today's rules opens its advice and says nothing of rules", () => {
  const text = open(RULES_VERSION, new Map());
  expect(text).toContain("Full fine-tuning, head first");
  expect(text).not.toContain("under rules");
});

test("a code of earlier rules shows both advices when they differ", () => {
  const text = open(RULES_VERSION + 1, new Map([[RULES_VERSION + 1, OLD]]));
  expect(text).toContain("Then the advice was Full fine-tuning; today it is:");
  expect(text).toContain("Full fine-tuning, head first");
});

test("a code of earlier rules that advised the same says so", () => {
  expect(open(RULES_VERSION + 1, new Map([[RULES_VERSION + 1, RULES]]))).toContain(
    "the advice is the same",
  );
});

test("a code of rules that are not here is opened under today's", () => {
  expect(open(RULES_VERSION + 2, new Map())).toContain("which I do not have");
});
