import { pendingQuestion } from "../../advice/questions.ts";
import type { Action } from "../action.ts";
import { withSources } from "../citing.ts";
import { say, type TurnContext } from "../dependencies.ts";
import { isInTeam, ownQuestion } from "../policy/team.ts";
import type { Block, Outcome } from "../reply.ts";
import type { State } from "../state.ts";
import type { Card } from "./card.ts";
import { questionCard } from "./question-card.ts";

/** A card as the outcome of a turn, its sources numbered. */
export function reply(
  context: TurnContext,
  state: State,
  about: string,
  card: Card,
  audience: "everyone" | "asker" = "everyone",
): Outcome {
  const blocks = withSources(context, card.blocks);
  return {
    state,
    reply: { ...card, about, language: context.language, blocks, audience },
    effects: [],
  };
}

/** Says something beside the flow: when a question waits, it is asked again below. */
export function aside(context: TurnContext, state: State, about: string, card: Card): Outcome {
  const question = state.asking ? pendingQuestion(state.answers) : null;
  if (question === null) return reply(context, state, about, card);
  const again = isInTeam(context, state)
    ? ownQuestion(context, state.answers)
    : questionCard(context, question, state.answers);
  const resume: Block = { kind: "paragraph", text: say(context, "flow:resume") };
  return reply(context, state, about, {
    blocks: [...withSources(context, card.blocks), resume, ...again.blocks],
    choices: again.choices,
    ...(again.menu !== undefined && { menu: again.menu }),
    ...(card.tone !== undefined && { tone: card.tone }),
  });
}

/** `aside` for the eyes of the person alone. */
export function asideForAsker(
  context: TurnContext,
  state: State,
  about: string,
  card: Card,
): Outcome {
  const outcome = aside(context, state, about, card);
  return outcome.reply === null
    ? outcome
    : { ...outcome, reply: { ...outcome.reply, audience: "asker" } };
}

/** The outcome with a reply that its asker may post for all; `action` produces it again. */
export function shareable(outcome: Outcome, action: Action): Outcome {
  return outcome.reply === null
    ? outcome
    : { ...outcome, reply: { ...outcome.reply, shareable: action } };
}

/** Keeps the action that gives this reply again. */
export function remember(state: State, last: Action): State {
  return { ...state, last };
}
