import { type Answers, pendingQuestion, type Question } from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import { codeOf } from "../advice-code.ts";
import { stepBack } from "../answers.ts";
import { withSources } from "../citing.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Block, Effect, Outcome } from "../reply.ts";
import { adviceCard } from "../responses/advice-card.ts";
import { feedbackChoices } from "../responses/feedback.ts";
import { remember, reply, shareable } from "../responses/outcomes.ts";
import { questionCard } from "../responses/question-card.ts";
import { opener } from "../responses/topic-cards.ts";
import type { State } from "../state.ts";
import { goOn, isInTeam } from "./team.ts";

/** Asks the first question still missing, or advises when there is none. */
export function proceed(
  context: TurnContext,
  state: State,
  answers: Answers,
  opening: readonly Block[],
): Outcome {
  if (isInTeam(context, state)) return goOn(context, state, answers, opening);
  const question = pendingQuestion(answers);
  return question === null
    ? advise(context, state, answers, opening)
    : ask(context, { ...state, answers, advised: null }, question, opening);
}

/** Begins the flow, goes on with one that runs, or begins anew after an advice. */
export function start(context: TurnContext, state: State, opening: readonly Block[]): Outcome {
  if (isInTeam(context, state)) return goOn(context, state, state.answers, opening);
  if (state.asking) {
    return proceed(context, state, state.answers, [
      { kind: "paragraph", text: say(context, "flow:resume") },
    ]);
  }
  const answers = state.advised === null ? state.answers : {};
  const welcome: Block = { kind: "paragraph", text: say(context, "flow:started") };
  const fresh: State = { ...state, original: null, advised: null };
  return proceed(context, fresh, answers, opening.length > 0 ? opening : [welcome]);
}

function ask(
  context: TurnContext,
  state: State,
  question: Question,
  opening: readonly Block[],
): Outcome {
  const card = questionCard(context, question, state.answers);
  const next = remember(
    { ...state, asking: true, quiet: false },
    { kind: "facts", answers: state.answers },
  );
  const said = withSources(context, opening);
  const asked = { ...card, blocks: [...said, ...card.blocks] };
  const outcome = reply(context, next, `ask:${question}`, asked);
  return outcome.reply ? { ...outcome, reply: { ...outcome.reply, personal: true } } : outcome;
}

/** The advice for these answers, however few. */
export function advise(
  context: TurnContext,
  state: State,
  answers: Answers,
  opening: readonly Block[],
): Outcome {
  const card = adviceCard(context, answers, state.original);
  const { strategy } = recommend(answers);
  const code = codeOf(answers);
  const next: State = {
    ...remember(state, { kind: "detail", detail: "advice", code }),
    answers,
    asking: false,
    advised: answers,
    quiet: false,
  };
  const effects: readonly Effect[] = [{ kind: "advised", strategy, code }];
  const about = `advise:${strategy}`;
  const outcome = reply(context, next, about, {
    ...card,
    blocks: [...opening, ...card.blocks],
    choices: [...card.choices, ...feedbackChoices(context, about)],
  });
  return { ...shareable(outcome, { kind: "detail", detail: "advice", code }), effects };
}

/** Clears the answer before the pending question and asks for it again. */
export function back(context: TurnContext, state: State, answers: Answers): Outcome {
  const pending = pendingQuestion(answers);
  const earlier = stepBack(answers, pending);
  if (earlier === null) {
    const text = say(context, pending === null ? "ui:nothing_to_go_back" : "flow:first_question");
    return proceed(context, state, answers, [{ kind: "paragraph", text }]);
  }
  return proceed(context, state, earlier, [{ kind: "paragraph", text: say(context, "flow:back") }]);
}

/** Says why the question is asked, and asks it again. */
export function why(
  context: TurnContext,
  state: State,
  question: Question,
  answers: Answers,
): Outcome {
  const reason: Block = { kind: "paragraph", text: say(context, `flow:why.${question}`) };
  return proceed(context, state, answers, [reason]);
}

/** Forgets the answers; nothing resumes. */
export function cancel(context: TurnContext, state: State): Outcome {
  const running =
    state.asking || state.advised !== null || pendingQuestion(state.answers) !== "data";
  const text = say(context, running ? "ui:cancelled" : "ui:nothing_to_cancel");
  const ended: State = {
    ...state,
    answers: {},
    asking: false,
    advised: null,
    original: null,
    last: null,
    focus: null,
  };
  return reply(context, ended, "cancelled", opener(context, text));
}
