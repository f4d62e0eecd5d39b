import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NEW_STATE, type State } from "../../src/dialogue/state.ts";
import { parseAddress, parseReply, parseState, parseTexts } from "../../src/store/stored-values.ts";
import { reply } from "./samples.ts";

const STATE: State = {
  ...NEW_STATE,
  chosenLanguage: "ja",
  language: "en",
  answers: {
    data: "small",
    examples: 500,
    compute: "moderate",
    card_gb: 24,
    parameters: 7_123_456_789,
    facts_change: false,
  },
  asking: true,
  advised: { data: "small", similarity: "close", compute: "unknown" },
  last: { kind: "more", topic: "peft_lora" },
  quiet: true,
  team: { open: true, members: { a1: { data: "tiny" }, b2: { compute: "ample" } } },
};
const parse = (value: unknown) => parseState(JSON.stringify(value));

test("a state comes back as it was saved", () => {
  expect([parse(STATE), parse(NEW_STATE)]).toEqual([STATE, NEW_STATE]);
});

describe("no state is read from", () => {
  test.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["a list", "[1]"],
    ["a text", '"x"'],
    ["no version", "{}"],
  ])("%s", (_name, text) => {
    expect(parseState(text)).toBeNull();
  });

  test("a version of the future", () => {
    expect(parse({ ...STATE, version: 2 })).toBeNull();
  });
});

test("an answer that this version does not know is asked again, and the others stay", () => {
  const saved = {
    ...STATE,
    answers: { data: "gigantic", similarity: "close", mood: "good", examples: "x", card_gb: "x" },
  };
  expect(parse(saved)).toEqual({ ...STATE, answers: { similarity: "close" } });
});

test("answers from before there were cards are read as they are", () => {
  const answers = { data: "small", examples: 500, compute: "moderate" } as const;
  expect(parse({ ...STATE, answers })?.answers).toEqual(answers);
});

test("a team's answers are read one by one, and a team that is none is left out", () => {
  const members = { a: { data: "gigantic", compute: "ample" }, b: "x" };
  expect(parse({ ...STATE, team: { open: 1, members } })?.team).toEqual({
    open: false,
    members: { a: { compute: "ample" }, b: {} },
  });
  expect(parse({ ...STATE, team: "x" })?.team).toBeNull();
});

test("what was said last is left out when it cannot be read", () => {
  expect(parse({ ...STATE, last: { kind: "dance" } })?.last).toBeNull();
  expect(parse({ ...STATE, last: "x" })?.last).toBeNull();
});

test("a reply comes back as it was saved, and nothing else is one", () => {
  expect(parseReply(JSON.stringify(reply("hi")))).toEqual(reply("hi"));
  expect([parseReply(null), parseReply("{}"), parseReply("[")]).toEqual([null, null, null]);
});

test("a reply that the version before saved is read with what it did not say yet", () => {
  const before = { ...reply("hi"), about: "team:open", shared: true };
  expect(parseReply(JSON.stringify(before))).toEqual({
    ...reply("hi"),
    about: "team:open",
    pressers: "members",
  });
});

test("no saved text makes any reader throw", () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((text) => `{"version":1,"answers":${text},"last":${text}}`),
  );
  fc.assert(
    fc.property(anything, (text) => {
      for (const read of [parseState, parseReply, parseAddress, parseTexts]) read(text);
    }),
    { numRuns: 10_000 },
  );
});
