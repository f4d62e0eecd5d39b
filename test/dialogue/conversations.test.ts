import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { QUESTIONS } from "../../src/advice/questions.ts";
import type { Outcome } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { NEW_STATE } from "../../src/dialogue/state.ts";
import { type Act, parseTranscripts } from "../conversations/transcript.ts";
import { deps, turnOf } from "../support/dependencies.ts";

const FOLDER = join(import.meta.dirname, "../conversations");
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));

describe.each(files)("%s", (file) => {
  for (const { title, acts } of parseTranscripts(readFileSync(join(FOLDER, file), "utf8"))) {
    test(title, () => {
      let outcome: Outcome = { state: NEW_STATE, reply: null, effects: [] };
      for (const act of acts) {
        outcome = respond(deps, outcome.state, turnOf(inputOf(act, outcome)));
        expect({ said: act.said, ...describeOutcome(outcome, act) }).toEqual({
          said: act.said,
          ...act.expected,
        });
      }
    });
  }
});

function inputOf({ said, pressed }: Act, before: Outcome) {
  if (!pressed) return { kind: "text", text: said } as const;
  const choice = before.reply?.choices.find(({ label }) => label.startsWith(said));
  if (!choice) throw new Error(`The reply before has no choice ${said}`);
  return { kind: "action", action: choice.action } as const;
}

/** What of the outcome the transcript speaks of. */
function describeOutcome({ state, reply }: Outcome, { expected }: Act) {
  const { answers } = state;
  return {
    about: reply?.about ?? "silent",
    ...(expected.language === undefined ? {} : { language: reply?.language }),
    ...(expected.asks === undefined
      ? {}
      : {
          asks: state.asking
            ? (QUESTIONS.find((question) => answers[question] === undefined) ?? "-")
            : "-",
        }),
    ...(expected.facts === undefined
      ? {}
      : { facts: QUESTIONS.map((question) => answers[question] ?? "-").join(" ") }),
    ...(expected.card === undefined ? {} : { card: String(answers.card_gb ?? "-") }),
  };
}
