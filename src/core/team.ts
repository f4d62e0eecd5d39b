import { type Agreement, agree, type Fact } from "../advice/agreement.ts";
import { type Answers, pendingQuestion } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { adviceCard, strategyName } from "./advice-card.ts";
import { withUnknowns } from "./answers.ts";
import { withSources } from "./citing.ts";
import { codeOf } from "./code.ts";
import { describeAnswers } from "./describe.ts";
import { type Scene, say } from "./kit.ts";
import type { Block, Choice, Outcome } from "./reply.ts";
import { type Card, questionCard } from "./selection.ts";
import type { State } from "./state.ts";

/** Whether the turn is one of a team's shared session that is open. */
export function isInTeam(scene: Scene, state: State): boolean {
  return scene.member !== undefined && state.team?.open === true;
}

/** Opens the team's session, or goes on with the open one, and shows where it stands. */
export function openTeam(scene: Scene, state: State): Outcome {
  const team = state.team?.open ? state.team : { open: true, members: {} };
  const welcome: Block = { kind: "paragraph", text: say(scene, "team:welcome") };
  return goOn(scene, { ...state, team }, state.answers, [welcome]);
}

/** Takes the speaker's answers and shows what the team's come to: the advice when nothing that matters is open or disputed. */
export function goOn(
  scene: Scene,
  state: State,
  answers: Answers,
  opening: readonly Block[],
): Outcome {
  const people = everyone(scene, state, answers);
  const agreement = agree(people);
  const disputed = isDisputed(agreement);
  const next: State = { ...state, answers, quiet: false, last: { kind: "start" } };
  const blocks = [...opening, ...standing(scene, agreement, people.length)];
  if (agreement.open.length === 0 && !disputed) {
    const card = adviceCard(scene, agreement.answers, null);
    const choices = [
      ...card.choices.filter(({ action }) => action.kind !== "start"),
      finish(scene),
    ];
    return advise(scene, next, agreement.answers, { blocks: [...blocks, ...card.blocks], choices });
  }
  const card = ownQuestion(scene, answers);
  return {
    state: next,
    reply: replyOf(scene, disputed ? "team:differ" : "team:open", {
      blocks: [...blocks, ...card.blocks],
      choices: card.choices,
    }),
    effects: [],
  };
}

/** Ends the session with the last advice, or with what is still disputed; the answers are not kept. */
export function closeTeam(scene: Scene, state: State): Outcome {
  const people = everyone(scene, state, state.answers);
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
    text: say(scene, isEmpty ? "team:closed_empty" : "team:closed"),
  };
  const blocks = isEmpty ? [end] : [end, ...standing(scene, agreement, people.length)];
  if (isEmpty || isDisputed(agreement)) {
    const reply = replyOf(scene, "cancelled", { blocks, choices: [] });
    return { state: closed, reply, effects: [] };
  }
  const answers = withUnknowns(agreement.answers);
  const card = adviceCard(scene, answers, null);
  const choices = card.choices.filter(({ role }) => role === "extra");
  return advise(scene, closed, answers, { blocks: [...blocks, ...card.blocks], choices });
}

function isDisputed({ facts }: Agreement): boolean {
  return facts.some(({ matters }) => matters);
}

/** The answers of all who gave any; the speaker's are `own`. */
function everyone(scene: Scene, state: State, own: Answers): readonly Answers[] {
  const members = { ...state.team?.members, [scene.member ?? ""]: own };
  return Object.values(members).filter((answers) => Object.keys(answers).length > 0);
}

/** How many answered, what is settled, what differs and what is open. */
function standing(scene: Scene, { facts, open }: Agreement, count: number): readonly Block[] {
  const items = [
    ...facts.map((fact) => factLine(scene, fact)),
    ...open.map((question) =>
      say(scene, "team:open", { question: say(scene, `team:questions.${question}`) }),
    ),
  ];
  return [
    { kind: "heading", text: say(scene, "team:heading", { count }) },
    { kind: "list", ordered: false, items },
  ];
}

function factLine(scene: Scene, { opinions, matters }: Fact): string {
  const values = opinions.map(({ answers, count, strategies }) => {
    const names = strategies.map((strategy) => `**${strategyName(scene, strategy)}**`);
    return say(scene, matters ? "team:leads_to" : "team:held", {
      facts: describeAnswers(scene, answers),
      count,
      strategies: names.join(say(scene, "team:or")),
    });
  });
  if (matters) return say(scene, "team:differs", { values: values.join(say(scene, "team:join")) });
  return opinions.length > 1
    ? say(scene, "team:either_way", { values: values.join(say(scene, "flow:facts.join")) })
    : say(scene, "team:settled", { facts: describeAnswers(scene, opinions[0]?.answers ?? {}) });
}

/** The speaker's next question. Its choices carry no answers, so that whoever uses them adds to their own. */
export function ownQuestion(scene: Scene, answers: Answers): Card {
  const question = pendingQuestion(answers);
  const how: Block = { kind: "note", text: say(scene, "team:how") };
  if (question === null) return { blocks: [how], choices: [finish(scene)] };
  const card = questionCard(scene, question, {});
  return {
    blocks: [...card.blocks.filter(({ kind }) => kind !== "progress"), how],
    choices: [...card.choices.filter(({ action }) => action.kind !== "cancel"), finish(scene)],
  };
}

function finish(scene: Scene): Choice {
  const label = say(scene, "team:finish");
  return { role: "control", label, description: null, action: { kind: "cancel" }, primary: false };
}

function advise(scene: Scene, state: State, answers: Answers, card: Card): Outcome {
  const { strategy } = recommend(answers);
  const code = codeOf(answers);
  return {
    state,
    reply: replyOf(scene, `advise:${strategy}`, card),
    effects: [{ kind: "advised", strategy, code }],
  };
}

function replyOf(scene: Scene, about: string, card: Card): NonNullable<Outcome["reply"]> {
  const blocks = withSources(card.blocks, scene.kit.content);
  const { choices } = card;
  return { about, language: scene.language, blocks, choices, audience: "everyone", shared: true };
}
