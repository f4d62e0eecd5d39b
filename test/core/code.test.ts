import fc from "fast-check";
import { expect, test } from "vitest";
import { allAnswers } from "../../src/advice/enumerate.ts";
import { dataLevel } from "../../src/advice/questions.ts";
import { decodeCode, encodeCode, findCode, looksLikeCode } from "../../src/core/code.ts";

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

test("a code is short: two groups for the three answers, up to a billion examples in four", () => {
  expect(encodeCode({ answers: EXAMPLE, version: 1 })).toMatch(/^TL(-[0-9A-Z]{4}){2}$/);
  const large = { ...EXAMPLE, data: "large", examples: 1_000_000_000 } as const;
  expect(encodeCode({ answers: large, version: 1 })).toMatch(/^TL(-[0-9A-Z]{4}){3,4}$/);
});

test("one wrong digit is always noticed", () => {
  const code = encodeCode({ answers: EXAMPLE, version: 1 });
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
