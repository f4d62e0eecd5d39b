import { whyNot } from "../../../advice/alternatives/why-not.ts";
import type { Answers } from "../../../advice/questions.ts";
import { recommend } from "../../../advice/recommend.ts";
import { STRATEGIES, type Strategy } from "../../../advice/strategies.ts";
import { situate } from "../../../advice/table/situation.ts";
import { whyNotWords } from "../../../advice/table/wording.ts";
import { say, type TurnContext } from "../../dependencies.ts";
import { changeWords } from "../../describe.ts";
import type { Block, Choice } from "../../reply.ts";
import { type Card, entry, heading, labelled, paragraph } from "../card.ts";
import { confidenceWords, possibleBlocks, strategyName } from "../words/advice-words.ts";
import { runnerUpWords, shortName } from "../words/brief.ts";

/** How sure the advice is and what comes next; with a method chosen, why it is not the advice. The methods are in the menu. */
export function whyNotCard(
  context: TurnContext,
  strategy: Strategy | null,
  answers: Answers,
  code: string,
): Card {
  const advised = recommend(answers).strategy;
  const others = STRATEGIES.filter((id) => id !== advised && id !== strategy);
  const choices = others.map(
    (id): Choice => entry(shortName(context, id), { kind: "why_not", strategy: id, code }),
  );
  const blocks =
    strategy === null
      ? surenessBlocks(context, answers)
      : againstBlocks(context, strategy, answers);
  return { menu: say(context, "card:menu.methods"), blocks, choices };
}

function surenessBlocks(context: TurnContext, answers: Answers): readonly Block[] {
  const advice = recommend(answers);
  return [
    heading(say(context, "card:details.why_not")),
    labelled(context, "confidence", confidenceWords(context, advice)),
    ...possibleBlocks(context, advice),
    labelled(context, "runner_up", runnerUpWords(context, advice)),
  ];
}

function againstBlocks(
  context: TurnContext,
  strategy: Strategy,
  answers: Answers,
): readonly Block[] {
  const { verdict, because, changes } = whyNot(strategy, answers);
  const reasons = because.map((id) => say(context, `advice:why_not.because.${id}`));
  const needs = changes.map((change) => changeWords(context, change));
  return [
    heading(say(context, "advice:why_not.title", { strategy: strategyName(context, strategy) })),
    paragraph(say(context, `advice:why_not.verdict.${verdict}`)),
    { kind: "list", ordered: false, items: [...reasons, ...needs] },
    paragraph(say(context, `advice:why_not.strategy.${whyNotWords(strategy, situate(answers))}`)),
  ];
}
