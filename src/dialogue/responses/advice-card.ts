import { decidingFact } from "../../advice/alternatives/decided.ts";
import type { Answers } from "../../advice/questions.ts";
import { type Advice, recommend } from "../../advice/recommend.ts";
import type { Strategy } from "../../advice/strategies.ts";
import { settingLines } from "../../advice/training/hyperparameter-lines.ts";
import { settings } from "../../advice/training/hyperparameters.ts";
import { ladder } from "../../advice/training/ladder.ts";
import { codeOf } from "../advice-code.ts";
import { say, type TurnContext, type WordingContext } from "../dependencies.ts";
import { describeAnswers } from "../describe.ts";
import type { Block, Choice } from "../reply.ts";
import { type Card, control } from "./question-card.ts";

/** The advice for these answers, with its reasons and the way to start. `original`: answers before a "what if". */
export function adviceCard(context: TurnContext, answers: Answers, original: Answers | null): Card {
  const advice = recommend(answers);
  const code = codeOf(answers);
  return {
    blocks: [
      {
        kind: "heading",
        text: say(context, "card:heading", { strategy: strategyName(context, advice.strategy) }),
      },
      { kind: "paragraph", text: strategyWord(context, advice.strategy, "plain") },
      ...reasonBlocks(context, advice, answers),
      { kind: "paragraph", text: say(context, "card:ladder") },
      { kind: "list", ordered: true, items: ladderItems(context, advice, answers) },
      { kind: "paragraph", text: `**${say(context, "card:settings")}**` },
      settingsTable(context, advice.strategy, answers),
      ...noteBlocks(context, advice),
      ...extraQuestion(context, answers),
      { kind: "note", text: say(context, "card:code", { code: `\`${code}\`` }) },
    ],
    choices: [...extraChoices(context, answers), ...detailChoices(context, code, original)],
  };
}

/** The name of a strategy in the language of the context. */
export function strategyName(context: WordingContext, strategy: Strategy): string {
  return strategyWord(context, strategy, "name");
}

/** The settings of a strategy as a table of two columns. */
export function settingsTable(
  context: WordingContext,
  strategy: Strategy,
  answers: Answers,
): Block {
  const lines = settingLines(settings({ strategy }, answers));
  return {
    kind: "table",
    header: [say(context, "card:setting_header"), say(context, "card:value_header")],
    rows: lines.map(({ field, words, values }) => [
      say(context, `advice:settings.label.${field}`),
      words.map((word) => say(context, `advice:settings.${field}.${word}`, values)).join(" "),
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

/** A choice that opens more about the advice of a code. */
export function detailChoice(context: TurnContext, name: string, action: Choice["action"]): Choice {
  return {
    role: "extra",
    label: say(context, `card:details.${name}`),
    description: null,
    action,
    primary: false,
  };
}

function strategyWord(context: WordingContext, strategy: Strategy, word: "name" | "plain"): string {
  return say(context, `advice:strategies.${strategy}.${word}`);
}

/** Why, how sure, the risk and the runner-up, in this order. */
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
          confidence: say(context, `advice:confidence.${advice.confidence}`),
        }),
        say(context, "card:risk", { risk: say(context, `advice:risks.${advice.risk}`) }),
        say(context, "card:runner_up", {
          strategy: strategyName(context, advice.runnerUp),
          when: say(context, `advice:runner_up.${runnerUpWords(context, advice)}`),
        }),
      ],
    },
  ];
}

/** A rule may word its runner-up itself. */
function runnerUpWords(context: WordingContext, advice: Advice): string {
  const own = context.deps.content.has(context.language, `advice:runner_up.${advice.rule}`);
  return own ? advice.rule : advice.runnerUp;
}

function possibleBlocks(
  context: WordingContext,
  { possible, findFirst }: Advice,
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

function noteBlocks(context: WordingContext, { notes }: Advice): readonly Block[] {
  const items = notes.map((note) => say(context, `advice:notes.${note}`));
  return items.length === 0 ? [] : [{ kind: "list", ordered: false, items }];
}

function extraQuestion(context: TurnContext, answers: Answers): readonly Block[] {
  const fact = decidingFact(answers);
  return fact === null ? [] : [{ kind: "paragraph", text: say(context, `card:extra.${fact}`) }];
}

function extraChoices(context: TurnContext, answers: Answers): readonly Choice[] {
  const fact = decidingFact(answers);
  if (fact === null || fact === "examples") return [];
  const values: readonly (string | boolean)[] =
    fact === "backbone" ? ["cnn", "transformer", "llm"] : [true, false];
  return values.map((value) => ({
    role: "option",
    label: say(context, `card:extra_choices.${fact}.${value}`),
    description: null,
    action: { kind: "facts", answers: { ...answers, [fact]: value } },
    primary: false,
  }));
}

function detailChoices(
  context: TurnContext,
  code: string,
  original: Answers | null,
): readonly Choice[] {
  return [
    ...(original ? [detailChoice(context, "original", { kind: "facts", answers: original })] : []),
    detailChoice(context, "recipe", { kind: "recipe", framework: null, code }),
    detailChoice(context, "flips", { kind: "detail", detail: "flips", code }),
    detailChoice(context, "why_not", { kind: "why_not", strategy: null, code }),
    detailChoice(context, "cost", { kind: "detail", detail: "cost", code }),
    detailChoice(context, "map", { kind: "detail", detail: "map", code }),
    detailChoice(context, "record", { kind: "detail", detail: "record", code }),
    control(context, "restart", { kind: "start" }),
  ];
}
