import fc from "fast-check";
import { expect, test } from "vitest";
import { allAnswers } from "../../src/advice/enumerate.ts";
import { type Answers, dataLevel } from "../../src/advice/questions.ts";
import { decodeCode, encodeCode, findCode, looksLikeCode } from "../../src/dialogue/advice-code.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const EXAMPLE = { data: "small", similarity: "close", compute: "limited", examples: 500 } as const;

test("every situation comes back from its code", () => {
  const faults: unknown[] = [];
  for (const answers of allAnswers()) {
    const { examples } = answers;
    const implied = examples === undefined ? answers : { ...answers, data: dataLevel(examples) };
    const decoded = decodeCode(encodeCode({ answers, version: 7 }));
    if (decoded?.version !== 7 || !same(decoded.answers, implied)) faults.push(answers);
  }
  expect(faults).toEqual([]);
});

test("a stated card comes back with the other answers", () => {
  const faults: unknown[] = [];
  for (const answers of [...allAnswers()].filter((_, index) => index % 7 === 0)) {
    for (const card_gb of [1, 24, 80, 1_000]) {
      const told = { ...answers, card_gb, parameters: 7e9 };
      const { examples } = answers;
      const implied = examples === undefined ? told : { ...told, data: dataLevel(examples) };
      const decoded = decodeCode(encodeCode({ answers: told, version: 31 }));
      if (decoded?.version !== 31 || !same(decoded.answers, implied)) faults.push(told);
    }
  }
  expect(faults).toEqual([]);
});

test.each<[string, Answers]>([
  ["TL-FER4-01KX", EXAMPLE],
  ["TL-00XY-G1A4", { data: "unknown", similarity: "far", compute: "moderate" }],
  [
    "TL-476D-H101-XT3N-G1PB",
    {
      data: "medium",
      examples: 2_000,
      similarity: "related",
      compute: "moderate",
      modality: "text",
      parameters: 7e9,
    },
  ],
])("%s, a code from before there were cards, still opens and is still made", (code, answers) => {
  expect(decodeCode(code)).toEqual({ answers, version: 1 });
  expect(encodeCode({ answers, version: 1 })).toBe(code);
});

test("a card that cannot be is left out", () => {
  const code = encodeCode({ answers: EXAMPLE, version: 1 });
  for (const card_gb of [0, 1_001, 5.5, Number.NaN])
    expect(encodeCode({ answers: { ...EXAMPLE, card_gb }, version: 1 })).toBe(code);
});

test("a code is short: two groups for the three answers, up to a billion examples in four", () => {
  expect(encodeCode({ answers: EXAMPLE, version: 1 })).toMatch(/^TL(-[0-9A-Z]{4}){2}$/);
  const onCard = { ...EXAMPLE, card_gb: 24 };
  expect(encodeCode({ answers: onCard, version: 1 })).toMatch(/^TL(-[0-9A-Z]{4}){3}$/);
  const large = { ...EXAMPLE, data: "large", examples: 1_000_000_000 } as const;
  expect(encodeCode({ answers: large, version: 1 })).toMatch(/^TL(-[0-9A-Z]{4}){3,4}$/);
});

test.each([
  ["without a card", EXAMPLE],
  ["with a card", { ...EXAMPLE, card_gb: 24 }],
])("one wrong digit is always noticed, %s", (_, answers) => {
  const code = encodeCode({ answers, version: 1 });
  for (let at = 3; at < code.length; at += 1) {
    for (const digit of ALPHABET) {
      if (code[at] === "-" || code[at] === digit) continue;
      expect(decodeCode(code.slice(0, at) + digit + code.slice(at + 1))).toBeNull();
    }
  }
});

test("two swapped neighbours are always noticed", () => {
  const code = encodeCode({ answers: EXAMPLE, version: 1 }).replaceAll("-", "");
  for (let at = 2; at + 1 < code.length; at += 1) {
    if (code[at] === code[at + 1]) continue;
    const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
    expect(decodeCode(swapped)).toBeNull();
  }
});

test("case, spaces, full-width letters and O for zero do not matter", () => {
  const code = encodeCode({ answers: EXAMPLE, version: 1 });
  expect(decodeCode(code.toLowerCase())).not.toBeNull();
  expect(decodeCode(code.replaceAll("-", " ").replaceAll("0", "O"))).not.toBeNull();
  expect(findCode(`前のやつ: ${code} です`)).toBe(code);
});

test("an ordinary word or a mistyped code is not found", () => {
  expect(findCode("TL and FT, which one? TL;DR please")).toBeNull();
  expect(findCode("TL-FER4-01KY")).toBeNull();
  expect(looksLikeCode("TL-FER4-01KY")).toBe(true);
  expect(looksLikeCode("TL-team lead")).toBe(false);
});

test("hostile text never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      decodeCode(text);
      findCode(text);
      decodeCode(`TL-${text}`);
    }),
    { numRuns: 10_000 },
  );
});

function same(one: object, other: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort());
  return sorted(one) === sorted(other);
}
