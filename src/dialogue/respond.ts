import { encodeAction } from "./action-codec.ts";
import type { Dependencies, TurnContext } from "./dependencies.ts";
import { spokenWords } from "./policy/command.ts";
import { handleAction } from "./policy/handle-action.ts";
import { handleText } from "./policy/handle-text.ts";
import { asMember, asTeam } from "./policy/member.ts";
import type { Choice, Outcome } from "./reply.ts";
import type { Offer, State } from "./state.ts";
import type { Turn } from "./turn.ts";

/**
 * One turn of the dialogue: what a person did, in the light of what was said before, becomes the next state and one
 * reply. Pure and synchronous; the same arguments always give the same result. `reply` is null when silence is right.
 */
export function respond(deps: Dependencies, state: State, turn: Turn): Outcome {
  const language = replyLanguage(deps, state, turn);
  const { member, addressed } = turn;
  if (member === undefined) return withMemory(answer({ deps, language }, state, turn));
  const outcome = answer({ deps, language, member }, asMember(state, member), turn);
  return withMemory(asTeam(state, outcome, member, addressed));
}

function answer(context: TurnContext, state: State, { input, addressed }: Turn): Outcome {
  return input.kind === "text"
    ? handleText(context, state, input.text, addressed)
    : handleAction(context, state, input.action, []);
}

/** The language that a choice asks for, or null. */
function wishedLanguage(input: Turn["input"]): string | null {
  const action = input.kind === "action" ? input.action : null;
  return action?.kind === "language" || action?.kind === "welcome" ? action.language : null;
}

/** The person's choice leads, then the message's own language, then what was spoken before, then the platform's locale. */
export function replyLanguage(deps: Dependencies, state: State, turn: Turn): string {
  const { input } = turn;
  const candidates = [
    wishedLanguage(input),
    state.chosenLanguage,
    turn.preferred,
    input.kind === "text" ? deps.understanding.language(spokenWords(input.text)) : null,
    state.language,
    turn.customary,
    turn.locale?.slice(0, 2).toLowerCase() ?? null,
  ];
  const known = deps.content.languages.map(({ tag }) => tag);
  return candidates.find((tag) => tag !== null && known.includes(tag)) ?? deps.content.fallback;
}

function withMemory(outcome: Outcome): Outcome {
  if (outcome.reply === null) return outcome;
  return {
    ...outcome,
    state: {
      ...outcome.state,
      language: outcome.reply.language,
      offered: offersOf(outcome.reply.choices),
    },
  };
}

/** Options are numbered in their order, as every platform shows them. */
function offersOf(choices: readonly Choice[]): readonly Offer[] {
  let number = 0;
  return choices.slice(0, MOST_OFFERS).map(({ role, label, action }) => {
    const wire = encodeAction(action);
    if (role !== "option") return { label, number: null, wire };
    number += 1;
    return { label, number, wire };
  });
}

/** No card has more; what lies beyond can still be pressed. */
const MOST_OFFERS = 20;
