import type { Content } from "../dialogue/content.ts";
import type { Choice, Outcome } from "../dialogue/reply.ts";
import { paragraph, sayIn } from "./admin-reply.ts";

/** Replies that show what a person has said or asked; the others may be seen by all. */
const TELLING = /^(topic|ask|advise|flips|settings|cost|map|record|why_not|recipe):/;

/**
 * The outcome for the asker alone. Where a message cannot be answered privately, a button shows the answer to the one who
 * presses it.
 */
export function inPrivate(content: Content, outcome: Outcome, canWhisper: boolean): Outcome {
  const { reply, state } = outcome;
  if (!reply) return outcome;
  if (canWhisper) return { ...outcome, reply: { ...reply, audience: "asker" } };
  if (state.last === null || !TELLING.test(reply.about)) return outcome;
  const say = sayIn(content, reply.language);
  const open: Choice = {
    role: "control",
    label: say("private.open"),
    description: null,
    action: state.last,
    primary: true,
  };
  const folded = { ...reply, blocks: [paragraph(say("private.folded"))], choices: [open] };
  return { ...outcome, reply: folded };
}
