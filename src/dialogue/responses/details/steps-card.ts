import { offersFor } from "../../../advice/offers.ts";
import type { Answers } from "../../../advice/questions.ts";
import { recommend } from "../../../advice/recommend.ts";
import { ladder } from "../../../advice/training/ladder.ts";
import { say, type TurnContext } from "../../dependencies.ts";
import type { Block } from "../../reply.ts";
import { button, type Card, heading } from "../card.ts";
import { settingsTable } from "../words/advice-words.ts";
import { brief } from "../words/brief.ts";

/** The experiments in their order, the advised one marked, and the settings to start with. */
export function stepsCard(context: TurnContext, answers: Answers, code: string): Card {
  const advice = recommend(answers);
  const offers = offersFor(advice, answers);
  const cost = button(say(context, "card:details.cost"), { kind: "detail", detail: "cost", code });
  return {
    blocks: [
      heading(say(context, "card:details.settings")),
      { kind: "list", ordered: true, items: stepItems(context, answers) },
      ...(offers.settings ? [settingsTable(context, advice.strategy, answers)] : []),
      ...notes(context, answers),
    ],
    choices: offers.cost ? [cost] : [],
  };
}

function stepItems(context: TurnContext, answers: Answers): readonly string[] {
  return ladder(recommend(answers), answers).map(({ id, place }) => {
    const text = brief(context, "ladder", id);
    if (place === "advised") return `**★ ${say(context, "advice:ladder_place.advised")}** ${text}`;
    if (place === "beyond") return `**${say(context, "advice:ladder_place.beyond")}** ${text}`;
    return text;
  });
}

function notes(context: TurnContext, answers: Answers): readonly Block[] {
  const items = recommend(answers).notes.map((note) => say(context, `advice:notes.${note}`));
  return items.length === 0 ? [] : [{ kind: "list", ordered: false, items }];
}
