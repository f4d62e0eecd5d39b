import { pendingQuestion } from "../advice/questions.ts";
import type { Action } from "./action.ts";
import { withSources } from "./citing.ts";
import { type Scene, say } from "./kit.ts";
import type { Block, Outcome } from "./reply.ts";
import { type Card, questionCard } from "./selection.ts";
import type { State } from "./state.ts";
import { isInTeam, ownQuestion } from "./team.ts";

/** A card as the outcome of a turn, its sources numbered. */
export function reply(
  scene: Scene,
  state: State,
  about: string,
  card: Card,
  audience: "everyone" | "asker" = "everyone",
): Outcome {
  const blocks = withSources(card.blocks, scene.kit.content);
  return {
    state,
    reply: { about, language: scene.language, blocks, choices: card.choices, audience },
    effects: [],
  };
}

/** Says something beside the flow: when a question waits, it is asked again below. */
export function aside(scene: Scene, state: State, about: string, card: Card): Outcome {
  const question = state.asking ? pendingQuestion(state.answers) : null;
  if (question === null) return reply(scene, state, about, card);
  const again = isInTeam(scene, state)
    ? ownQuestion(scene, state.answers)
    : questionCard(scene, question, state.answers);
  const resume: Block = { kind: "paragraph", text: say(scene, "flow:resume") };
  return reply(scene, state, about, {
    blocks: [...withSources(card.blocks, scene.kit.content), resume, ...again.blocks],
    choices: again.choices,
  });
}

/** `aside` for the eyes of the person alone. */
export function asideForAsker(scene: Scene, state: State, about: string, card: Card): Outcome {
  const outcome = aside(scene, state, about, card);
  return outcome.reply === null
    ? outcome
    : { ...outcome, reply: { ...outcome.reply, audience: "asker" } };
}

/** Keeps the action that gives this reply again. */
export function remember(state: State, last: Action): State {
  return { ...state, last };
}
