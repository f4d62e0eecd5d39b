import type { Answers } from "../../../advice/questions.ts";
import type { Advice } from "../../../advice/recommend.ts";
import type { Strategy } from "../../../advice/strategies.ts";
import { settingLines } from "../../../advice/training/hyperparameter-lines.ts";
import { settings } from "../../../advice/training/hyperparameters.ts";
import { ladder } from "../../../advice/training/ladder.ts";
import { say, type WordingContext } from "../../dependencies.ts";
import { describeAnswers } from "../../describe.ts";
import type { Block, Table } from "../../reply.ts";

/** The name of a strategy in the language of the context. */
export function strategyName(context: WordingContext, strategy: Strategy): string {
  return say(context, `advice:strategies.${strategy}.name`);
}

/** The settings of a strategy as a table of two columns. */
export function settingsTable(
  context: WordingContext,
  strategy: Strategy,
  answers: Answers,
): Table {
  const lines = settingLines(settings({ strategy }, answers));
  const gap = say(context, "card:sentence_gap");
  return {
    kind: "table",
    header: [say(context, "card:setting_header"), say(context, "card:value_header")],
    rows: lines.map(({ field, words, values }) => [
      say(context, `advice:settings.label.${field}`),
      words.map((word) => say(context, `advice:settings.${field}.${word}`, values)).join(gap),
    ]),
  };
}

/** The ladder's steps in words. */
export function ladderItems(
  context: WordingContext,
  advice: { readonly strategy: Strategy },
  answers: Answers,
): readonly string[] {
  return ladder(advice, answers).map(
    ({ id, place }) =>
      `**${say(context, `advice:ladder_place.${place}`)}:** ${say(context, `advice:ladder.${id}`)}`,
  );
}

/** Why, how sure, the risk and the runner-up in full, in this order: for what is kept rather than read on a phone. */
export function reasonBlocks(
  context: WordingContext,
  advice: Advice,
  answers: Answers,
): readonly Block[] {
  const facts = describeAnswers(context, answers);
  const reason = say(context, `advice:reasons.${advice.reason}`);
  const key = facts === "" ? "card:why_unknown" : "card:why";
  return [
    { kind: "paragraph", text: say(context, key, { facts, reason }) },
    ...possibleBlocks(context, advice),
    {
      kind: "list",
      ordered: false,
      items: [
        say(context, "card:confidence", {
          confidence: confidenceWords(context, advice),
        }),
        say(context, "card:risk", { risk: say(context, `advice:risks.${advice.risk}`) }),
        say(context, "card:runner_up", {
          strategy: strategyName(context, advice.runnerUp),
          when: say(context, `advice:runner_up.${advice.runnerUpWhen}`),
        }),
      ],
    },
  ];
}

/** How sure the advice is, with what holds it down. */
export function confidenceWords(
  context: WordingContext,
  { confidence, because, outside }: Advice,
): string {
  if (outside) return say(context, "advice:confidence.outside");
  if (because === null || confidence === "high")
    return say(context, `advice:confidence.${confidence}`);
  return say(context, `advice:confidence_because.${confidence}`, {
    because: say(context, `advice:because.${because}`),
  });
}

/** What else the open questions leave possible, and what to find out first; nothing when they decide nothing. */
export function possibleBlocks(
  context: WordingContext,
  { possible, findFirst }: Pick<Advice, "possible" | "findFirst">,
): readonly Block[] {
  if (possible.length < 2) return [];
  const names = possible.map((strategy) => strategyName(context, strategy));
  const strategies = names.join(say(context, "flow:facts.join"));
  const blocks: Block[] = [
    { kind: "paragraph", text: say(context, "card:possible", { strategies }) },
  ];
  if (findFirst) {
    const what = say(context, `advice:find_first.${findFirst}`);
    blocks.push({ kind: "paragraph", text: say(context, "card:find_first", { what }) });
  }
  return blocks;
}
