import { expect, test } from "vitest";
import type { Action } from "../../src/dialogue/action.ts";
import { type Placement, placementOf } from "../../src/dialogue/placement.ts";
import type { Reply } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { NEW_STATE } from "../../src/dialogue/state.ts";
import { deps, turnOf } from "../support/dependencies.ts";

function replyTo(action: Action): Reply {
  const { reply } = respond(deps, NEW_STATE, turnOf({ kind: "action", action }));
  if (!reply) throw new Error("nothing was said");
  return reply;
}

/** Where the choices of an action's reply are answered, by the kind of what they do. */
function placesAfter(action: Action): Readonly<Record<string, Placement>> {
  const { choices } = replyTo(action);
  return Object.fromEntries(choices.map((choice) => [choice.action.kind, placementOf(choice)]));
}

const ADVICE = replyTo({ kind: "advise", answers: { data: "small", compute: "limited" } });
const CODE = ADVICE.choices.flatMap(({ action }) => ("code" in action ? [action.code] : []))[0]!;

test("the steps of the flow go on with the card", () => {
  expect(placesAfter({ kind: "start" })).toMatchObject({ answer: "in_place", why: "in_place" });
});

test("a new thing is answered below, and a judgement alone", () => {
  expect(placesAfter({ kind: "topic", topic: "peft_lora" })).toMatchObject({
    start: "below",
    more: "below",
    rate: "alone",
  });
});

test("the welcome goes on with its card, also into one's own case", () => {
  expect(placesAfter({ kind: "welcome", card: 1, language: null })).toMatchObject({
    welcome: "in_place",
    start: "in_place",
  });
});

test("what begins something else from the help leaves the help as it is", () => {
  expect(placesAfter({ kind: "help" })).toMatchObject({ welcome: "below", quiz: "below" });
});

test("the reasons of a judgement take the place of their question", () => {
  const asked = replyTo({ kind: "rate", about: "topic:peft_lora", helpful: false });
  expect(asked.choices.map(placementOf)).toEqual(asked.choices.map(() => "in_place"));
});

test.each<[string, Action, Action | undefined]>([
  ["a topic", { kind: "topic", topic: "peft_lora" }, { kind: "topic", topic: "peft_lora" }],
  ["more on it", { kind: "more", topic: "peft_lora" }, { kind: "more", topic: "peft_lora" }],
  [
    "an advice",
    { kind: "advise", answers: { data: "small", compute: "limited" } },
    { kind: "detail", detail: "advice", code: CODE },
  ],
  ...(["flips", "cost", "map", "record"] as const).map((detail): [string, Action, Action] => [
    `the detail ${detail}`,
    { kind: "detail", detail, code: CODE },
    { kind: "detail", detail, code: CODE },
  ]),
  ["a question", { kind: "start" }, undefined],
  ["the help", { kind: "help" }, undefined],
])("%s says what posts it for all", (_, action, again) => {
  expect(replyTo(action).shareable).toEqual(again);
});

test("what is posted for all is what was shown", () => {
  const shown = replyTo({ kind: "detail", detail: "cost", code: CODE });
  expect(replyTo(shown.shareable!).blocks).toEqual(shown.blocks);
});

test("a question shows what its asker has said", () => {
  expect(replyTo({ kind: "start" }).personal).toBe(true);
  expect(replyTo({ kind: "help" }).personal).toBeUndefined();
});
