import { decidingFact } from "../advice/decided.ts";
import { ladder } from "../advice/ladder.ts";
import type { Answers } from "../advice/questions.ts";
import { type Advice, recommend } from "../advice/recommend.ts";
import { settingLines } from "../advice/setting-lines.ts";
import { settings } from "../advice/settings.ts";
import type { Strategy } from "../advice/strategies.ts";
import { codeOf } from "./code.ts";
import { describeAnswers } from "./describe.ts";
import { type Scene, say, type Words } from "./kit.ts";
import type { Block, Choice } from "./reply.ts";
import { type Card, control } from "./selection.ts";

/** The advice for these answers, with its reasons and the way to start. `original`: answers before a "what if". */
export function adviceCard(scene: Scene, answers: Answers, original: Answers | null): Card {
  const advice = recommend(answers);
  const code = codeOf(answers);
  return {
    blocks: [
      {
        kind: "heading",
        text: say(scene, "card:heading", { strategy: strategyName(scene, advice.strategy) }),
      },
      { kind: "paragraph", text: strategyWord(scene, advice.strategy, "plain") },
      ...reasonBlocks(scene, advice, answers),
      { kind: "paragraph", text: say(scene, "card:ladder") },
      { kind: "list", ordered: true, items: ladderItems(scene, advice, answers) },
      { kind: "paragraph", text: `**${say(scene, "card:settings")}**` },
      settingsTable(scene, advice.strategy, answers),
      ...noteBlocks(scene, advice),
      ...extraQuestion(scene, answers),
      { kind: "note", text: say(scene, "card:code", { code: `\`${code}\`` }) },
    ],
    choices: [...extraChoices(scene, answers), ...detailChoices(scene, code, original)],
  };
}

/** The name of a strategy in the language of the scene. */
export function strategyName(scene: Words, strategy: Strategy): string {
  return strategyWord(scene, strategy, "name");
}

/** The settings of a strategy as a table of two columns. */
export function settingsTable(scene: Words, strategy: Strategy, answers: Answers): Block {
  const lines = settingLines(settings({ strategy }, answers));
  return {
    kind: "table",
    header: [say(scene, "card:setting_header"), say(scene, "card:value_header")],
    rows: lines.map(({ field, words, values }) => [
      say(scene, `advice:settings.label.${field}`),
      words.map((word) => say(scene, `advice:settings.${field}.${word}`, values)).join(" "),
    ]),
  };
}

/** The ladder's steps in words. */
export function ladderItems(
  scene: Words,
  advice: { readonly strategy: Strategy },
  answers: Answers,
): readonly string[] {
  return ladder(advice, answers).map(
    ({ id, place }) =>
      `**${say(scene, `advice:ladder_place.${place}`)}:** ${say(scene, `advice:ladder.${id}`)}`,
  );
}

/** A choice that opens more about the advice of a code. */
export function detailChoice(scene: Scene, name: string, action: Choice["action"]): Choice {
  return {
    role: "extra",
    label: say(scene, `card:details.${name}`),
    description: null,
    action,
    primary: false,
  };
}

function strategyWord(scene: Words, strategy: Strategy, word: "name" | "plain"): string {
  return say(scene, `advice:strategies.${strategy}.${word}`);
}

/** Why, how sure, the risk and the runner-up, in this order. */
export function reasonBlocks(scene: Words, advice: Advice, answers: Answers): readonly Block[] {
  const facts = describeAnswers(scene, answers);
  const reason = say(scene, `advice:reasons.${advice.reason}`);
  const key = facts === "" ? "card:why_unknown" : "card:why";
  return [
    { kind: "paragraph", text: say(scene, key, { facts, reason }) },
    ...possibleBlocks(scene, advice),
    {
      kind: "list",
      ordered: false,
      items: [
        say(scene, "card:confidence", {
          confidence: say(scene, `advice:confidence.${advice.confidence}`),
        }),
        say(scene, "card:risk", { risk: say(scene, `advice:risks.${advice.risk}`) }),
        say(scene, "card:runner_up", {
          strategy: strategyName(scene, advice.runnerUp),
          when: say(scene, `advice:runner_up.${runnerUpWords(scene, advice)}`),
        }),
      ],
    },
  ];
}

/** A rule may word its runner-up itself. */
function runnerUpWords(scene: Words, advice: Advice): string {
  const own = scene.kit.content.has(scene.language, `advice:runner_up.${advice.rule}`);
  return own ? advice.rule : advice.runnerUp;
}

function possibleBlocks(scene: Words, { possible, findFirst }: Advice): readonly Block[] {
  if (possible.length < 2) return [];
  const names = possible.map((strategy) => strategyName(scene, strategy));
  const strategies = names.join(say(scene, "flow:facts.join"));
  const blocks: Block[] = [
    { kind: "paragraph", text: say(scene, "card:possible", { strategies }) },
  ];
  if (findFirst) {
    const what = say(scene, `advice:find_first.${findFirst}`);
    blocks.push({ kind: "paragraph", text: say(scene, "card:find_first", { what }) });
  }
  return blocks;
}

function noteBlocks(scene: Words, { notes }: Advice): readonly Block[] {
  const items = notes.map((note) => say(scene, `advice:notes.${note}`));
  return items.length === 0 ? [] : [{ kind: "list", ordered: false, items }];
}

function extraQuestion(scene: Scene, answers: Answers): readonly Block[] {
  const fact = decidingFact(answers);
  return fact === null ? [] : [{ kind: "paragraph", text: say(scene, `card:extra.${fact}`) }];
}

function extraChoices(scene: Scene, answers: Answers): readonly Choice[] {
  const fact = decidingFact(answers);
  if (fact === null || fact === "examples") return [];
  const values: readonly (string | boolean)[] =
    fact === "backbone" ? ["cnn", "transformer", "llm"] : [true, false];
  return values.map((value) => ({
    role: "option",
    label: say(scene, `card:extra_choices.${fact}.${value}`),
    description: null,
    action: { kind: "facts", answers: { ...answers, [fact]: value } },
    primary: false,
  }));
}

function detailChoices(scene: Scene, code: string, original: Answers | null): readonly Choice[] {
  return [
    ...(original ? [detailChoice(scene, "original", { kind: "facts", answers: original })] : []),
    detailChoice(scene, "recipe", { kind: "recipe", framework: null, code }),
    detailChoice(scene, "flips", { kind: "detail", detail: "flips", code }),
    detailChoice(scene, "why_not", { kind: "why_not", strategy: null, code }),
    detailChoice(scene, "cost", { kind: "detail", detail: "cost", code }),
    detailChoice(scene, "map", { kind: "detail", detail: "map", code }),
    detailChoice(scene, "record", { kind: "detail", detail: "record", code }),
    control(scene, "restart", { kind: "start" }),
  ];
}
