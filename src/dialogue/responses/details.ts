import type { Answers } from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import type { Action, Detail } from "../action.ts";
import { codeOf } from "../advice-code.ts";
import { say, type TurnContext } from "../dependencies.ts";
import { button, type Card, heading, paragraph } from "./card.ts";
import { changeCard } from "./details/change-card.ts";
import { costCard, formulaCard } from "./details/cost-card.ts";
import { flipCard } from "./details/flip-card.ts";
import { fileBlock, recipeCard } from "./details/recipe-card.ts";
import { stepsCard } from "./details/steps-card.ts";
import { whyNotCard } from "./details/why-not-card.ts";
import { strategyName } from "./words/advice-words.ts";

type DetailAction = Extract<Action, { kind: "detail" | "why_not" | "recipe" }>;

/** More about the advice for these answers: what would change it, why not another way, its cost, its code… */
export function detailCard(context: TurnContext, action: DetailAction, answers: Answers): Card {
  const code = codeOf(answers);
  const card = openDetail(context, action, answers, code);
  const back = button(say(context, "card:details.advice"), {
    kind: "detail",
    detail: "advice",
    code,
  });
  return { tone: "advice", ...card, choices: [...card.choices, back] };
}

function openDetail(
  context: TurnContext,
  action: DetailAction,
  answers: Answers,
  code: string,
): Card {
  switch (action.kind) {
    case "why_not":
      return whyNotCard(context, action.strategy, answers, code);
    case "recipe":
      return recipeCard(context, action.framework, answers, code);
    case "detail":
      return DETAIL_CARDS[action.detail](context, answers, code);
  }
}

/** The advice itself is no detail: its card is made with the state (see `policy/flow.ts`). */
const DETAIL_CARDS: {
  readonly [D in Detail]: (context: TurnContext, answers: Answers, code: string) => Card;
} = {
  advice: () => ({ blocks: [], choices: [] }),
  flips: flipCard,
  settings: stepsCard,
  cost: costCard,
  formula: formulaCard,
  map: mapCard,
  record: recordCard,
  change: changeCard,
};

function recordCard(context: TurnContext, answers: Answers): Card {
  return {
    blocks: [
      heading(say(context, "card:details.record")),
      paragraph(say(context, "card:details_more.record_done")),
      fileBlock(context.deps.record(answers, context.language)),
    ],
    choices: [],
  };
}

function mapCard(context: TurnContext, answers: Answers): Card {
  const { strategy } = recommend(answers);
  const compute = say(context, `flow:facts.compute.${answers.compute ?? "unknown"}`);
  const alt = say(context, "card:details_more.map_alt", {
    compute,
    strategy: strategyName(context, strategy),
  });
  return {
    blocks: [
      paragraph(say(context, "card:details_more.map_lead")),
      { kind: "picture", picture: { kind: "map", answers, language: context.language }, alt },
    ],
    choices: [],
  };
}
