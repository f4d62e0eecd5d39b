import { expect, test } from "vitest";
import { respond } from "../../../src/dialogue/respond.ts";
import { NEW_STATE } from "../../../src/dialogue/state.ts";
import { deps, turnOf } from "../../support/dependencies.ts";

/** What is said to a message that mentions nobody, in a thread where `first` was answered. */
function afterwards(first: string, text: string): string | null {
  const { state } = respond(deps, NEW_STATE, turnOf({ kind: "text", text: first }));
  const unaddressed = turnOf({ kind: "text", text }, { addressed: false });
  return respond(deps, state, unaddressed).reply?.about ?? null;
}

test.each([
  ["What is LoRA?", "why?"],
  ["What is LoRA?", "more"],
  ["What is LoRA?", "and QLoRA?"],
  ["What is LoRA?", "when should I use it?"],
  ["LoRAとは?", "なぜ?"],
  ["LoRAとは?", "もっと"],
  ["LoRAとは?", "ほかには?"],
  ["LoRAとは?", "デメリットは?"],
  ["500 photos, close, no GPU", "why?"],
])("after “%s”, “%s” needs no mention", (first, text) => {
  expect(afterwards(first, text)).not.toBeNull();
});

test.each([
  "ok let's go for lunch",
  "I agree with Ben",
  "see you tomorrow",
  "can somebody review my PR?",
  "lol",
  "thanks",
  "お昼行こう",
  "いいね",
  "ありがとう",
])("what people say to each other, such as “%s”, is left alone", (text) => {
  expect(afterwards("What is LoRA?", text)).toBeNull();
  expect(afterwards("LoRAとは?", text)).toBeNull();
});
