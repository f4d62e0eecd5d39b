import { applyChange, type Change } from "../../../advice/alternatives/change.ts";
import { flips } from "../../../advice/alternatives/flip.ts";
import type { Answers } from "../../../advice/questions.ts";
import { recommend } from "../../../advice/recommend.ts";
import { say, type TurnContext } from "../../dependencies.ts";
import { grouped } from "../../describe.ts";
import type { Choice } from "../../reply.ts";
import { type Card, heading, note, paragraph } from "../card.ts";

/** Ours: more would not be read. */
const MOST_FLIPS = 3;

/** The nearest changes of one answer that lead to another method, each to be opened. */
export function flipCard(context: TurnContext, answers: Answers): Card {
  const found = flips(answers).slice(0, MOST_FLIPS);
  const { own } = recommend(answers);
  const lead =
    found.length > 0
      ? note(say(context, "card:details_more.flips_lead"))
      : paragraph(say(context, "advice:flips.none"));
  return {
    blocks: [
      heading(say(context, "advice:flips.title")),
      ...(own ? [paragraph(say(context, `advice:change.${own}`))] : []),
      ...(own && found.length === 0 ? [] : [lead]),
    ],
    choices: found.map(
      ({ change, strategy }): Choice => ({
        role: "option",
        label: shortChange(context, change),
        description: `→ ${say(context, `brief:methods.${strategy}`)}`,
        action: { kind: "facts", answers: applyChange(answers, change) },
        primary: false,
      }),
    ),
  };
}

function shortChange(context: TurnContext, change: Change): string {
  switch (change.kind) {
    case "examples":
    case "hours":
      return say(context, `card:changes.${change.kind}.${change.direction}`, {
        count: grouped(change.count),
      });
    case "similarity":
    case "compute":
      return say(context, `card:changes.${change.kind}.${change.option}`);
    case "backbone":
      return say(context, `card:changes.backbone.${change.backbone}`);
    case "facts_change":
    case "shift":
    case "raw":
      return say(context, `card:changes.${change.kind}.${change.holds}`);
    case "card":
    case "no_gpu":
    case "no_labels":
      return say(context, `card:changes.${change.kind}`);
    case "rare":
      return say(context, "card:changes.rare", { count: grouped(change.count) });
    case "modality":
      return say(context, `card:changes.modality.${change.modality}`);
    case "task":
      return say(context, `card:changes.task.${change.task}`);
  }
}
