import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CustomId,
  decodeCustomId,
  encodeCustomId,
  mayUse,
  ownerMark,
} from "../../../src/adapters/discord/events/custom-id.ts";

const OWNER = ownerMark("400000000000000001");

test.each<CustomId>([
  { kind: "update", wire: "tl1/answer/data=tiny/compute=limited", owner: OWNER },
  { kind: "reply", wire: "tl1/topic/peft_lora", owner: OWNER },
  { kind: "reply", wire: "tl1/start", owner: null },
  { kind: "form", wire: "tl1/facts/n=9s/k=iT", language: "ja", owner: OWNER },
  { kind: "select", number: 21, owner: OWNER },
  { kind: "share", wire: "tl1/topic/peft_lora", owner: OWNER },
])("%j survives the way through Discord", (id) => {
  expect(decodeCustomId(encodeCustomId(id))).toEqual(id);
});

test("the longest wire fits with its owner's mark", () => {
  expect(
    encodeCustomId({ kind: "update", wire: "w".repeat(90), owner: OWNER }).length,
  ).toBeLessThanOrEqual(100);
  expect(() => encodeCustomId({ kind: "update", wire: "w".repeat(101), owner: OWNER })).toThrow(
    /100 characters/,
  );
});

test("a component is for its owner alone, or for anybody", () => {
  expect(mayUse({ kind: "share", wire: "tl1/start", owner: OWNER }, "400000000000000001")).toBe(
    true,
  );
  expect(mayUse({ kind: "share", wire: "tl1/start", owner: OWNER }, "400000000000000002")).toBe(
    false,
  );
  expect(mayUse({ kind: "share", wire: "tl1/start", owner: null }, "400000000000000002")).toBe(
    true,
  );
});

test("any text is decoded without a fault", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), (text) => void decodeCustomId(text)),
    { numRuns: 10_000 },
  );
});
