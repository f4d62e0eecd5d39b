import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../src/dialogue/reply.ts";
import { respond } from "../../../src/dialogue/respond.ts";
import { plainText } from "../../../src/dialogue/responses/plain-text.ts";
import { NEW_STATE } from "../../../src/dialogue/state.ts";
import type { Input, Turn } from "../../../src/dialogue/turn.ts";
import { deps, handleText, turnOf } from "../../support/dependencies.ts";

/** One line of a team's talk: `A words`, or `(A) words` when it is not said to the bot. */
function say(before: Outcome, line: string): Outcome {
  const [, unaddressed, member = "", text = ""] = /^(\()?(\w)\)? (.*)$/.exec(line) ?? [];
  return act(before, member, { kind: "text", text }, { addressed: unaddressed === undefined });
}

function act(before: Outcome, member: string, input: Input, more: Partial<Turn> = {}): Outcome {
  return respond(deps, before.state, turnOf(input, { member, ...more }));
}

function press(before: Outcome, member: string, label: string): Outcome {
  const choice = before.reply?.choices.find((each) => each.label === label);
  return act(before, member, { kind: "action", action: choice?.action ?? null });
}

const NOTHING: Outcome = { state: NEW_STATE, reply: null, effects: [] };
const talk = (...lines: readonly string[]) => lines.reduce(say, NOTHING);
const about = ({ reply }: Outcome) => reply?.about ?? "silent";
const textOf = ({ reply }: Outcome) => (reply ? plainText(reply) : "");
const membersOf = ({ state }: Outcome) => state.team?.members;

describe.each([
  {
    language: "en",
    open: "A team mode",
    first: "A 500 photos, close",
    compute: "B one RTX 3090",
    other: "B 50,000 photos",
    nearby: "A 40,000 photos",
    done: "B done",
    differs: "Differs, and it matters: about 500 examples (1) leads to",
    either: "Settled either way: about 40,000 examples (1), about 50,000 examples (1)",
  },
  {
    language: "ja",
    open: "A チームで",
    first: "A 写真500枚、近い",
    compute: "B GPUはRTX 3090が1枚",
    other: "B 写真5万枚",
    nearby: "A 写真4万枚",
    done: "B 終了",
    differs: "意見が分かれ、提案が変わる点: データは約500件(1人)なら",
    either: "どちらでも同じ: データは約40,000件(1人)、データは約50,000件(1人)",
  },
])("in $language", ({ language, open, first, compute, other, nearby, done, differs, either }) => {
  test("several people's answers come together to one advice", () => {
    const outcome = talk(open, first, compute);
    expect([about(outcome), outcome.reply?.language]).toEqual([
      "advise:partial_fine_tuning",
      language,
    ]);
  });

  test("a difference that changes the advice is shown with what each value leads to", () => {
    const outcome = talk(open, first, compute, other);
    expect([about(outcome), textOf(outcome).includes(differs)]).toEqual(["team:differ", true]);
  });

  test("a difference that changes nothing is settled either way", () => {
    const outcome = talk(open, first, compute, other, nearby);
    expect(about(outcome)).toBe("advise:lp_ft");
    expect(textOf(outcome)).toContain(either);
  });

  test("the end gives the last advice and deletes the answers", () => {
    const outcome = talk(open, first, compute, done);
    expect(about(outcome)).toBe("advise:partial_fine_tuning");
    expect(outcome.state.team).toEqual({ open: false, members: {} });
  });
});

test("each member's message is read in the light of their own answers", () => {
  const outcome = talk("A team mode", "A 500", "B 50000", "A close");
  expect(membersOf(outcome)).toMatchObject({
    A: { examples: 500, similarity: "close" },
    B: { examples: 50_000 },
  });
});

test("a choice of the shared card adds to the answers of whoever presses it", () => {
  const card = talk("A team mode", "B 500 photos");
  const outcome = press({ ...card, state: say(card, "A one RTX 3090").state }, "A", "Close");
  expect(membersOf(outcome)).toMatchObject({
    A: { similarity: "close", compute: "moderate" },
    B: { data: "small" },
  });
});

test("who does not know follows who does", () => {
  const outcome = talk("A team mode", "A 500 photos, close", "B advise me now", "A no GPU");
  expect(about(outcome)).toBe("advise:feature_extraction");
  expect(textOf(outcome)).not.toContain("not known");
});

test("while something is open, a difference that could still matter is shown", () => {
  expect(about(talk("A team mode", "A 500", "B 50000"))).toBe("team:differ");
});

test("a question on a topic is answered, and the speaker's own question asked again", () => {
  const outcome = talk("A team mode", "A 500", "B what is LoRA?");
  expect([about(outcome), textOf(outcome).includes("How much labelled")]).toEqual([
    "topic:peft_lora",
    true,
  ]);
});

test("nobody's names or marks are shown", () => {
  const { reply } = talk("A team mode", "Q 500, close", "Z one RTX 3090");
  expect(JSON.stringify(reply)).not.toMatch(/"[AQZ]"/);
});

test("an end with differences says what each value leads to and forces nobody", () => {
  const outcome = talk("A team mode", "A 500, close", "B 50000, close, one RTX 3090", "A done");
  expect(about(outcome)).toBe("cancelled");
  expect(textOf(outcome)).toContain("Differs, and it matters");
});

test("an end before any answer says so", () => {
  expect(textOf(talk("A team mode", "A cancel"))).toContain("Nobody had answered yet");
});

test.each([
  ["small talk", "(B) thanks a lot"],
  ["a question among people", "(B) what is LoRA?"],
  ["an end by someone who does not take part", "(B) done"],
  ["a start that is not said to the bot", "(B) team mode"],
])("%s without a mention changes nothing and is not answered", (_name, line) => {
  const before = talk("A team mode", "A 500");
  expect(say(before, line)).toEqual({ state: before.state, reply: null, effects: [] });
});

test("an answer needs no mention", () => {
  const outcome = talk("A team mode", "A 500, close", "(B) we have one RTX 3090");
  expect(about(outcome)).toBe("advise:partial_fine_tuning");
});

test("looking at the advice again changes nobody's answers", () => {
  const before = talk("A team mode", "A 500, close", "B one RTX 3090");
  const detail = press(before, "B", "What changes it");
  expect(membersOf(press(detail, "B", "Back to the advice"))).toEqual(membersOf(before));
});

test("starting over is for oneself alone", () => {
  const outcome = talk("A team mode", "A 500, close", "B one RTX 3090", "B start over");
  expect(Object.keys(membersOf(outcome) ?? {})).toEqual(["A"]);
});

test.each(["team mode", "/tl-advise team", "チームで"])(
  "%s outside a thread is told why not",
  (text) => {
    const outcome = handleText(text);
    expect([about(outcome), outcome.state.team]).toEqual(["team:no_thread", null]);
  },
);

test("a question that only speaks of a team is a question", () => {
  expect(about(handleText("my team has 500 photos and no GPU, what should we do?"))).not.toMatch(
    /^team:/,
  );
});
