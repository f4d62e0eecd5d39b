import { readFileSync } from "node:fs";
import { matchRule } from "../src/advice/match.ts";
import { type Answers, dataLevel } from "../src/advice/questions.ts";
import type { Strategy } from "../src/advice/strategies.ts";
import type { Measured } from "../src/observability/rules-page.ts";

/**
 * One published comparison: the situation, the best score of each strategy that was tried (higher is better), and those
 * within the noise of the best. `verified`: the numbers were read in the source, not remembered.
 */
export type Case = {
  readonly id: string;
  readonly citation: string;
  readonly url: string;
  readonly answers: Answers & { readonly examples: number };
  readonly tried: { readonly [S in Strategy]?: number };
  readonly acceptable: readonly Strategy[];
  readonly verified: boolean;
};

/** A way to choose: the decision table, or a published rule of thumb. */
export type Chooser = {
  readonly id: string;
  readonly source: string | null;
  readonly choose: (one: Case) => Strategy;
};

/** The published comparisons of `bench/cases.jsonl`. */
export function readCases(): readonly Case[] {
  const text = readFileSync(new URL("cases.jsonl", import.meta.url), "utf8");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Case);
}

/**
 * What a recommendation is judged as when the source did not try it: its nearest relative that was tried. Frozen
 * features, scratch and prompting have none.
 */
const RELATIVES: { readonly [S in Strategy]: readonly Strategy[] } = {
  feature_extraction: [],
  partial_fine_tuning: ["peft_lora", "lp_ft", "full_fine_tuning"],
  lp_ft: ["full_fine_tuning", "partial_fine_tuning", "peft_lora"],
  full_fine_tuning: ["lp_ft", "peft_lora", "partial_fine_tuning"],
  peft_lora: ["partial_fine_tuning", "lp_ft", "full_fine_tuning"],
  prompting_rag: [],
  from_scratch: [],
  as_is: [],
  boosted_trees: [],
  continue_pretraining: [],
  other_method: [],
};

/** The strategy that stands for the chosen one in a case; null when nothing like it was tried. */
export function judgedAs(chosen: Strategy, { tried }: Case): Strategy | null {
  return [chosen, ...RELATIVES[chosen]].find((strategy) => tried[strategy] !== undefined) ?? null;
}

/** The agreement of one way to choose over all cases that it can be judged on. */
export function agreementOf({ id, source, choose }: Chooser, cases: readonly Case[]): Measured {
  const judged = cases.flatMap((one) => {
    const strategy = judgedAs(choose(one), one);
    return strategy ? [{ one, strategy }] : [];
  });
  const agreed = judged.filter(({ one, strategy }) => one.acceptable.includes(strategy)).length;
  const lost = judged.map(({ one, strategy }) => bestOf(one) - (one.tried[strategy] ?? 0));
  const regret = lost.reduce((sum, points) => sum + points, 0) / judged.length;
  return { id, source, judged: judged.length, agreed, regret };
}

function bestOf({ tried }: Case): number {
  return Math.max(...Object.values(tried));
}

/** The table of this bot, then the published rules of thumb it is measured against; `source` is a key of locales/sources.json. */
export const CHOOSERS: readonly Chooser[] = [
  { id: "table", source: null, choose: ({ answers }) => matchRule(answers).choose },
  { id: "tf_tutorial", source: "tf_tutorial", choose: tensorflowRule },
  { id: "cs231n", source: "cs231n", choose: cs231nQuadrants },
  { id: "primer", source: "primer", choose: primerRule },
  { id: "always_full", source: null, choose: () => "full_fine_tuning" },
  { id: "always_frozen", source: "keras_guide", choose: () => "feature_extraction" },
];

/** Few examples: frozen; more: the top layers as well. 1,000 is our reading of "small". */
function tensorflowRule({ answers }: Case): Strategy {
  return answers.examples < 1_000 ? "feature_extraction" : "partial_fine_tuning";
}

/** Small sets train a classifier on features, near or far; large ones the whole network. 1,000 is our reading of "small". */
function cs231nQuadrants({ answers }: Case): Strategy {
  return answers.examples < 1_000 ? "feature_extraction" : "full_fine_tuning";
}

/** Very little data or little compute: frozen; else frozen first and then released with a small learning rate. */
function primerRule({ answers }: Case): Strategy {
  if (dataLevel(answers.examples) === "tiny" || answers.compute === "limited")
    return "feature_extraction";
  return "lp_ft";
}
