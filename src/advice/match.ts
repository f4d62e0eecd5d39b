import type { Answers } from "./questions.ts";
import { RULES, type Rule } from "./rules.ts";
import { holds } from "./table/conditions.ts";
import type { Row } from "./table/row.ts";
import { type Situation, situate } from "./table/situation.ts";

/** The first row of today's table that holds for the answers. */
export function matchRule(answers: Answers): Rule {
  return firstRow(RULES, situate(answers));
}

/** The first row of an earlier table that held for the answers; a stated card decided nothing then. */
export function matchEarlier({ card_gb: _, ...answers }: Answers, rules: readonly Row[]): Row {
  return firstRow(rules, situate(answers));
}

function firstRow<R extends Row>(rules: readonly R[], at: Situation): R {
  const rule = rules.find(({ when }) => holds(when, at));
  if (!rule) throw new Error("The last row of the decision table must hold for everything");
  return rule;
}
