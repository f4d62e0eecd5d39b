import type { Content } from "../dialogue/content.ts";
import type { Choice, Outcome } from "../dialogue/reply.ts";
import { paragraph, sayIn } from "./admin-reply.ts";

/**
 * The outcome for the asker alone. Where a message cannot be answered privately, a button shows the answer to the one who
 * presses it.
 */
export function inPrivate(content: Content, outcome: Outcome, canWhisper: boolean): Outcome {
  const { reply, state } = outcome;
  if (!reply) return outcome;
  if (canWhisper) return { ...outcome, reply: { ...reply, audience: "asker" } };
  const tellsOfAsker = reply.personal === true || reply.shareable !== undefined;
  if (state.last === null || !tellsOfAsker) return outcome;
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
