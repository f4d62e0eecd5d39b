import fc from "fast-check";
import { expect, test } from "vitest";
import { normalise } from "../../src/nlu/normalise.ts";

test.each([
  ["３００枚", "300枚"],
  ["ﾜｶﾗﾅｲ", "ワカラナイ"],
  ["ＧＰＵ　なし", "gpu なし"],
  ["500–800", "500-800"],
  ["2〜3千", "2~3千"],
  ["I don’t know", "i don't know"],
  ["a\u0000b\u200bc", "abc"],
  ["  a \t b \r\n\n  c ", "a b\nc"],
  ["か\u3099", "が"],
  ["🎉", "🎉"],
  ["", ""],
])("normalises %j", (typed, expected) => {
  expect(normalise(typed)).toBe(expected);
});

test("an unpaired surrogate is dropped", () => {
  expect(normalise("a\ud800b")).toBe("ab");
});

test("a long message keeps its start and its end", () => {
  const text = normalise(`first ${"x".repeat(1_000_000)} last`);
  expect(text.length).toBeLessThanOrEqual(5_001);
  expect(text).toMatch(/^first.*last$/s);
});

test("normalising twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const once = normalise(text);
      expect(normalise(once)).toBe(once);
    }),
  );
});

test("the result is always well-formed", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      expect(normalise(String.fromCharCode(...units)).isWellFormed()).toBe(true);
    }),
  );
});
