import { type Agreement, agree, type Fact } from "../../advice/agreement.ts";
import { type Answers, pendingQuestion } from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import { codeOf } from "../advice-code.ts";
import { withUnknowns } from "../answers.ts";
import { withSources } from "../citing.ts";
import { say, type TurnContext } from "../dependencies.ts";
import { describeAnswers } from "../describe.ts";
import type { Block, Choice, Outcome } from "../reply.ts";
import { adviceCard } from "../responses/advice-card.ts";
import type { Card } from "../responses/card.ts";
import { questionCard } from "../responses/question-card.ts";
import { strategyName } from "../responses/words/advice-words.ts";
import type { State } from "../state.ts";

/** Whether the turn is one of a team's shared session that is open. */
export function isInTeam(context: TurnContext, state: State): boolean {
  return context.member !== undefined && state.team?.open === true;
}

/** Opens the team's session, or goes on with the open one, and shows where it stands. */
export function openTeam(context: TurnContext, state: State): Outcome {
  const team = state.team?.open ? state.team : { open: true, members: {} };
  const welcome: Block = { kind: "paragraph", text: say(context, "team:welcome") };
  return goOn(context, { ...state, team }, state.answers, [welcome]);
}

/** Takes the speaker's answers and shows what the team's come to: the advice when nothing that matters is open or disputed. */
export function goOn(
  context: TurnContext,
  state: State,
  answers: Answers,
  opening: readonly Block[],
): Outcome {
  const people = everyone(context, state, answers);
  const agreement = agree(people);
  const disputed = isDisputed(agreement);
  const next: State = { ...state, answers, quiet: false, last: { kind: "start" } };
  const blocks = [...opening, ...standing(context, agreement, people.length)];
  if (agreement.open.length === 0 && !disputed) {
    const card = adviceCard(context, agreement.answers, null);
    const choices = [
      ...card.choices.filter(({ action }) => action.kind !== "start"),
      finish(context),
    ];
    return advise(context, next, agreement.answers, {
      ...card,
      blocks: [...blocks, ...card.blocks],
      choices,
    });
  }
  const card = ownQuestion(context, answers);
  return {
    state: next,
    reply: replyOf(context, disputed ? "team:differ" : "team:open", {
      blocks: [...blocks, ...card.blocks],
      choices: card.choices,
    }),
    effects: [],
  };
}

/** Ends the session with the last advice, or with what is still disputed; the answers are not kept. */
export function closeTeam(context: TurnContext, state: State): Outcome {
  const people = everyone(context, state, state.answers);
  const agreement = agree(people);
  const closed: State = {
    ...state,
    team: { open: false, members: {} },
    answers: {},
    last: null,
  };
  const isEmpty = people.length === 0;
  const end: Block = {
    kind: "paragraph",
    text: say(context, isEmpty ? "team:closed_empty" : "team:closed"),
  };
  const blocks = isEmpty ? [end] : [end, ...standing(context, agreement, people.length)];
  if (isEmpty || isDisputed(agreement)) {
    const reply = replyOf(context, "cancelled", { blocks, choices: [] });
    return { state: closed, reply, effects: [] };
  }
  const answers = withUnknowns(agreement.answers);
  const card = adviceCard(context, answers, null);
  const choices = card.choices.filter(({ role }) => role === "extra");
  return advise(context, closed, answers, {
    ...card,
    blocks: [...blocks, ...card.blocks],
    choices,
  });
}

function isDisputed({ facts }: Agreement): boolean {
  return facts.some(({ matters }) => matters);
}

/** The answers of all who gave any; the speaker's are `own`. */
function everyone(context: TurnContext, state: State, own: Answers): readonly Answers[] {
  const members = { ...state.team?.members, [context.member ?? ""]: own };
  return Object.values(members).filter((answers) => Object.keys(answers).length > 0);
}

/** How many answered, what is settled, what differs and what is open. */
function standing(
  context: TurnContext,
  { facts, open }: Agreement,
  count: number,
): readonly Block[] {
  const items = [
    ...facts.map((fact) => factLine(context, fact)),
    ...open.map((question) =>
      say(context, "team:open", { question: say(context, `team:questions.${question}`) }),
    ),
  ];
  return [
    { kind: "heading", text: say(context, "team:heading", { count }) },
    { kind: "list", ordered: false, items },
  ];
}

function factLine(context: TurnContext, { opinions, matters }: Fact): string {
  const values = opinions.map(({ answers, count, strategies }) => {
    const names = strategies.map((strategy) => `**${strategyName(context, strategy)}**`);
    return say(context, matters ? "team:leads_to" : "team:held", {
      facts: describeAnswers(context, answers),
      count,
      strategies: names.join(say(context, "team:or")),
    });
  });
  if (matters)
    return say(context, "team:differs", { values: values.join(say(context, "team:join")) });
  return opinions.length > 1
    ? say(context, "team:either_way", { values: values.join(say(context, "flow:facts.join")) })
    : say(context, "team:settled", { facts: describeAnswers(context, opinions[0]?.answers ?? {}) });
}

/** The speaker's next question. Its choices carry no answers, so that whoever uses them adds to their own. */
export function ownQuestion(context: TurnContext, answers: Answers): Card {
  const question = pendingQuestion(answers);
  const how: Block = { kind: "note", text: say(context, "team:how") };
  if (question === null) return { blocks: [how], choices: [finish(context)] };
  const card = questionCard(context, question, {});
  return {
    ...card,
    blocks: [...card.blocks.filter(({ kind }) => kind !== "progress"), how],
    choices: [...card.choices.filter(({ action }) => action.kind !== "cancel"), finish(context)],
  };
}

function finish(context: TurnContext): Choice {
  const label = say(context, "team:finish");
  return { role: "control", label, description: null, action: { kind: "cancel" }, primary: false };
}

function advise(context: TurnContext, state: State, answers: Answers, card: Card): Outcome {
  const { strategy } = recommend(answers);
  const code = codeOf(answers);
  return {
    state,
    reply: replyOf(context, `advise:${strategy}`, card),
    effects: [{ kind: "advised", strategy, code }],
  };
}

function replyOf(context: TurnContext, about: string, card: Card): NonNullable<Outcome["reply"]> {
  const blocks = withSources(context, card.blocks);
  const { language } = context;
  return { ...card, about, language, blocks, audience: "everyone", pressers: "members" };
}
