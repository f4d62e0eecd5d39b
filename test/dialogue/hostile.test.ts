import { expect, test } from "vitest";
import { respond } from "../../src/dialogue/respond.ts";
import { NEW_STATE } from "../../src/dialogue/state.ts";
import { deps } from "../support/dependencies.ts";

/** Generous for a busy machine: linear work takes some 0.2 s, quadratic work minutes. */
const LIMIT_MS = 3_000;

test.each([
  ["the command", "/tl-advise "],
  ["the command with words", "/tl-advise what is LoRA? "],
  ["commands' keywords", "/tl-advise topic lang code "],
])("a megabyte of %s costs little", (_name, text) => {
  const turn = {
    id: "1",
    key: "slack:T1/C1/-/U1",
    locale: null,
    preferred: null,
    customary: null,
    addressed: true,
    unprompted: false,
    admin: false,
    input: { kind: "text", text: text.repeat(1_000_000 / text.length) },
  } as const;
  const started = performance.now();
  expect(respond(deps, NEW_STATE, turn).reply).not.toBeNull();
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
});
