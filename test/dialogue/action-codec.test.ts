import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeCustomId, ownerMark } from "../../src/adapters/discord/events/custom-id.ts";
import { allAnswers } from "../../src/advice/enumerate.ts";
import type { Answers } from "../../src/advice/questions.ts";
import { STRATEGIES } from "../../src/advice/strategies.ts";
import { type Action, RATE_REASONS, WELCOME_CARDS } from "../../src/dialogue/action.ts";
import { decodeAction, encodeAction } from "../../src/dialogue/action-codec.ts";
import { encodeCode } from "../../src/dialogue/advice-code.ts";
import { deps } from "../support/dependencies.ts";

const LONGEST = 90;
const code = encodeCode({
  answers: {
    data: "medium",
    similarity: "related",
    compute: "moderate",
    examples: 2_000_000_000,
    modality: "time_series",
    backbone: "llm",
    parameters: 70e9,
    card_gb: 1_000,
    facts_change: true,
    shift: true,
  },
  version: 31,
});

const OTHERS: readonly Action[] = [
  { kind: "start" },
  { kind: "cancel" },
  { kind: "topics" },
  { kind: "help" },
  { kind: "privacy" },
  { kind: "language", language: "ja" },
  ...deps.content.topics.flatMap((topic): Action[] => [
    { kind: "topic", topic },
    { kind: "more", topic },
    { kind: "rate", about: `topic:${topic}`, helpful: true },
  ]),
  ...STRATEGIES.map((strategy): Action => ({ kind: "why_not", strategy, code })),
  { kind: "why_not", strategy: null, code },
  { kind: "recipe", framework: "transformers", code },
  { kind: "recipe", framework: null, code },
  { kind: "detail", detail: "settings", code },
  ...RATE_REASONS.map(
    (reason): Action => ({
      kind: "rate",
      about: "topic:catastrophic_forgetting",
      helpful: false,
      reason,
    }),
  ),
  ...WELCOME_CARDS.map((card): Action => ({ kind: "welcome", card, language: null })),
  { kind: "welcome", card: 1, language: "ja" },
  { kind: "welcome", card: null, language: null },
  ...STRATEGIES.map((strategy): Action => ({ kind: "check", strategy })),
  { kind: "office", request: ["settings", "retention_days", "3650", "workspace"] },
  { kind: "office", request: ["later", code] },
  { kind: "office", request: ["forget", "yes"] },
];

test.each(OTHERS)("$kind comes back from its wire text", (action) => {
  const wire = encodeAction(action);
  expect(decodeAction(wire)).toEqual(action);
  expect(wire.length).toBeLessThanOrEqual(LONGEST);
});

test("answers come back from the wire, whatever they are, in at most 90 ASCII characters", () => {
  const faults: string[] = [];
  for (const each of allAnswers()) {
    const answers = { ...each, card_gb: 80 };
    for (const action of [
      { kind: "facts", answers },
      { kind: "back", answers },
      { kind: "why", question: "similarity", answers },
    ] as const) {
      const wire = encodeAction(action);
      const same = JSON.stringify(sorted(decodeAction(wire))) === JSON.stringify(sorted(action));
      if (!same || wire.length > LONGEST || !/^[\x21-\x7e]+$/.test(wire)) faults.push(wire);
    }
  }
  expect(faults).toEqual([]);
});

test("the longest answer fits with room for an owner's mark", () => {
  const wire = encodeAction({
    kind: "answer",
    question: "similarity",
    option: "related",
    answers: {
      data: "unknown",
      compute: "moderate",
      examples: 2_000_000_000,
      modality: "time_series",
      backbone: "transformer",
      parameters: 1_999_999_999,
      card_gb: 1_000,
      facts_change: false,
      shift: false,
    },
  });
  expect(wire.length).toBeLessThanOrEqual(LONGEST);
});

test("all answers at their longest fit in a custom_id, a form's too", () => {
  const answers: Answers = {
    data: "large",
    examples: 999_999_999_999,
    similarity: "unknown",
    compute: "moderate",
    modality: "time_series",
    backbone: "transformer",
    parameters: 123_456_789_012_345,
    card_gb: 1_000,
    facts_change: false,
    shift: false,
  };
  for (const kind of ["facts", "back", "advise"] as const) {
    const wire = encodeAction({ kind, answers });
    const owner = ownerMark("U1");
    const form = encodeCustomId({ kind: "form", wire, language: "ja", owner });
    expect([wire.length <= LONGEST, form.length <= 100]).toEqual([true, true]);
  }
});

test.each([24, 80, 1_000])("a card of %d GB comes back from the wire", (card_gb) => {
  const action: Action = { kind: "facts", answers: { compute: "moderate", card_gb } };
  expect(decodeAction(encodeAction(action))).toEqual(action);
});

test("a choice that carries no card is read as before", () => {
  expect(decodeAction("tl1/facts/compute=moderate/data=small/n=dw/k=i/p=7E9")).toEqual({
    kind: "facts",
    answers: {
      compute: "moderate",
      data: "small",
      examples: 500,
      modality: "image",
      parameters: 7e9,
    },
  });
});

test.each([
  "",
  "tl1",
  "tl0/start",
  "tl1/start/more",
  "tl1/answer/data=huge",
  "tl1/answer/size=small",
  "tl1/facts/data=small/x=1",
  "tl1/facts/compute=ample/g=0",
  "tl1/facts/compute=ample/g=zz",
  "tl1/facts/compute=ample/g=80GB",
  "tl1/topic/../../etc",
  "tl1/language/english",
  "tl1/detail/advice/TL-0000-0000",
  "tl1/rate/no/topic:x/because",
  "tl1/welcome/9/-",
  "tl1/check/luck",
  "tl1/office/settings/colour/red",
  "tl1/office/export/a/model",
  "tl1/office/later/TL-0000-0000",
  `tl1/facts/${"n=1/".repeat(40)}`,
])("%j is not ours and gives null", (wire) => {
  expect(decodeAction(wire)).toBeNull();
});

test("hostile wire text never throws, and what is read comes back the same", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string().map((text) => `tl1/answer/${text}`),
  );
  fc.assert(
    fc.property(hostile, (wire) => {
      const action = decodeAction(wire);
      if (action !== null) expect(decodeAction(encodeAction(action))).toEqual(action);
    }),
    { numRuns: 10_000 },
  );
});

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
