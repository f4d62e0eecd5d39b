import { type Answers, pendingQuestion } from "../../advice/questions.ts";
import type { Action } from "../action.ts";
import { mergeAnswers } from "../answers.ts";
import { changedAnswers } from "../describe.ts";
import type { Outcome } from "../reply.ts";
import type { State } from "../state.ts";

/** The team's state as one member sees it: with their own answers, and their own question waiting. */
export function asMember(state: State, member: string): State {
  const answers = state.team?.members[member] ?? {};
  const isComplete = pendingQuestion(answers) === null;
  const isOpen = state.team?.open === true;
  return {
    ...state,
    answers,
    asking: isOpen && !isComplete,
    advised: isComplete ? answers : null,
    original: null,
  };
}

/**
 * What a member's turn leaves behind for the team. WordingContext that were not said to the bot count only when they change the
 * member's answers, or end a session that the member takes part in.
 */
export function asTeam(
  before: State,
  outcome: Outcome,
  member: string,
  addressed: boolean,
): Outcome {
  const own = before.team?.members[member] ?? {};
  const { state, reply } = outcome;
  const ends = before.team?.open === true && state.team?.open !== true;
  const isMeant = addressed || isChanged(own, state.answers) || (ends && hasAny(own));
  if (reply === null || !isMeant) return { state: before, reply: null, effects: [] };
  const told = Object.entries({ ...state.team?.members, [member]: state.answers });
  const members = Object.fromEntries(told.filter(([, answers]) => hasAny(answers)));
  return {
    ...outcome,
    state: {
      ...state,
      answers: {},
      asking: false,
      advised: null,
      original: null,
      chosenLanguage: before.chosenLanguage,
      team: state.team && { open: state.team.open, members: state.team.open ? members : {} },
    },
  };
}

/** A choice of a shared card, by someone who may have told more than the card knows. */
export function withOwnAnswers(action: Action, own: Answers): Action {
  return "answers" in action && action.kind !== "back"
    ? { ...action, answers: mergeAnswers(own, action.answers) }
    : action;
}

function hasAny(answers: Answers): boolean {
  return Object.keys(answers).length > 0;
}

function isChanged(before: Answers, after: Answers): boolean {
  return hasAny(changedAnswers(before, after)) || hasAny(changedAnswers(after, before));
}
