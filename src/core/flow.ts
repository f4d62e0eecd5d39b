import { type Answers, pendingQuestion, type Question } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { adviceCard } from "./advice-card.ts";
import { remember, reply } from "./answering.ts";
import { stepBack } from "./answers.ts";
import { withSources } from "./citing.ts";
import { codeOf } from "./code.ts";
import { feedbackChoices } from "./feedback.ts";
import { type Scene, say } from "./kit.ts";
import type { Block, Effect, Outcome } from "./reply.ts";
import { questionCard } from "./selection.ts";
import type { State } from "./state.ts";
import { goOn, isInTeam } from "./team.ts";
import { opener } from "./topic-reply.ts";

/** Asks the first question still missing, or advises when there is none. */
export function proceed(
  scene: Scene,
  state: State,
  answers: Answers,
  opening: readonly Block[],
): Outcome {
  if (isInTeam(scene, state)) return goOn(scene, state, answers, opening);
  const question = pendingQuestion(answers);
  return question === null
    ? advise(scene, state, answers, opening)
    : ask(scene, { ...state, answers, advised: null }, question, opening);
}

/** Begins the flow, goes on with one that runs, or begins anew after an advice. */
export function start(scene: Scene, state: State, opening: readonly Block[]): Outcome {
  if (isInTeam(scene, state)) return goOn(scene, state, state.answers, opening);
  if (state.asking) {
    return proceed(scene, state, state.answers, [
      { kind: "paragraph", text: say(scene, "flow:resume") },
    ]);
  }
  const answers = state.advised === null ? state.answers : {};
  const welcome: Block = { kind: "paragraph", text: say(scene, "flow:started") };
  const fresh: State = { ...state, original: null, advised: null };
  return proceed(scene, fresh, answers, opening.length > 0 ? opening : [welcome]);
}

function ask(scene: Scene, state: State, question: Question, opening: readonly Block[]): Outcome {
  const card = questionCard(scene, question, state.answers);
  const next = remember(
    { ...state, asking: true, quiet: false },
    { kind: "facts", answers: state.answers },
  );
  const said = withSources(opening, scene.kit.content);
  return reply(scene, next, `ask:${question}`, { ...card, blocks: [...said, ...card.blocks] });
}

/** The advice for these answers, however few. */
export function advise(
  scene: Scene,
  state: State,
  answers: Answers,
  opening: readonly Block[],
): Outcome {
  const card = adviceCard(scene, answers, state.original);
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
  const outcome = reply(scene, next, about, {
    blocks: [...opening, ...card.blocks],
    choices: [...card.choices, ...feedbackChoices(scene, about)],
  });
  return { ...outcome, effects };
}

/** Clears the answer before the pending question and asks for it again. */
export function back(scene: Scene, state: State, answers: Answers): Outcome {
  const pending = pendingQuestion(answers);
  const earlier = stepBack(answers, pending);
  if (earlier === null) {
    const text = say(scene, pending === null ? "ui:nothing_to_go_back" : "flow:first_question");
    return proceed(scene, state, answers, [{ kind: "paragraph", text }]);
  }
  return proceed(scene, state, earlier, [{ kind: "paragraph", text: say(scene, "flow:back") }]);
}

/** Says why the question is asked, and asks it again. */
export function why(scene: Scene, state: State, question: Question, answers: Answers): Outcome {
  const reason: Block = { kind: "paragraph", text: say(scene, `flow:why.${question}`) };
  return proceed(scene, state, answers, [reason]);
}

/** Forgets the answers; nothing resumes. */
export function cancel(scene: Scene, state: State): Outcome {
  const running =
    state.asking || state.advised !== null || pendingQuestion(state.answers) !== "data";
  const text = say(scene, running ? "ui:cancelled" : "ui:nothing_to_cancel");
  const ended: State = {
    ...state,
    answers: {},
    asking: false,
    advised: null,
    original: null,
    last: null,
  };
  return reply(scene, ended, "cancelled", opener(scene, text));
}
