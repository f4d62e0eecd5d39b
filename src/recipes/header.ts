import type { Answers } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { situate } from "../advice/table/situation.ts";
import { generalLadder, type LadderStepId } from "../advice/training/ladder.ts";
import { say, type WordingContext } from "../dialogue/dependencies.ts";
import { describeAnswers } from "../dialogue/describe.ts";
import { withoutMarkup } from "../nlu/markup.ts";
import { wrap } from "./assemble.ts";
import type { Script } from "./script-types.ts";

const WIDTH = 92;

/** The docstring of a script: what it is for, how the data must lie, how to run each step of the ladder. */
export function docstring(
  words: WordingContext,
  script: Script,
  answers: Answers,
  fileName: string,
): string {
  const advice = recommend(answers);
  const strategy = say(words, `advice:strategies.${advice.strategy}.name`);
  const facts = describeAnswers(words, answers);
  const paragraphs = [
    say(words, "recipes:header.title", { strategy }),
    facts === "" ? "" : say(words, "recipes:header.facts", { facts }),
    ...(script.advised === "frozen" && advice.strategy !== "feature_extraction"
      ? [say(words, "recipes:header.baseline_only")]
      : []),
    ...replacedNote(words, script),
    ...kindNotes(words, script),
    say(words, "recipes:header.start_values"),
    plain(say(words, `advice:risks.${advice.risk}`)),
  ].filter((text) => text !== "");
  const text = [
    ...paragraphs.flatMap((paragraph) => [...wrap(paragraph, WIDTH), ""]),
    ...section(words, "data", say(words, `recipes:layout.${layoutOf(script)}`).split("\n")),
    ...section(words, "install", [`pip install -U ${script.packages.join(" ")}`]),
    ...section(words, "run", commands(words, script, answers, fileName)),
    ...wrap(say(words, `recipes:header.flags.${flagsOf(script)}`), WIDTH),
  ].join("\n");
  return `"""${text.replaceAll("\\", "\\\\").replaceAll('"""', "'''")}\n"""`;
}

function section(words: WordingContext, name: string, lines: readonly string[]): readonly string[] {
  return [say(words, `recipes:header.${name}`), ...lines.map((line) => `  ${line}`.trimEnd()), ""];
}

function replacedNote(words: WordingContext, script: Script): readonly string[] {
  const { passedOver: named, model } = script;
  if (named === null) return [];
  const own = ["columns", "source.csv"].includes(model.name);
  return [
    say(words, `recipes:header.${own ? "no_model" : "other_model"}`, { named, used: model.name }),
  ];
}

function kindNotes(words: WordingContext, { id, modality, model }: Script): readonly string[] {
  const notes: string[] = [];
  if (modality === "audio") notes.push("audio");
  if (id === "table") notes.push(modality === "tabular" ? "tabular" : "time_series");
  if (id === "sklearn" && model.name === "columns") notes.push("columns");
  if (id === "keras" && model.name.startsWith("ConvNeXt")) notes.push("convnext");
  if (id === "transformers" || (id === "sklearn" && modality === "text")) notes.push("language");
  return notes.map((note) => say(words, `recipes:header.kind.${note}`));
}

function layoutOf({ id, modality }: Script): string {
  if (id === "language_model" || id === "table") return id;
  if (modality === "text") return "text";
  if (modality === "tabular" || modality === "time_series") return "columns";
  return modality;
}

function flagsOf({ id, model }: Script): "language_model" | "columns" | "training" {
  if (id === "language_model") return id;
  return model.name === "columns" ? "columns" : "training";
}

function commands(
  words: WordingContext,
  script: Script,
  answers: Answers,
  fileName: string,
): readonly string[] {
  return generalLadder(recommend(answers), answers).flatMap(({ id, place }) => {
    const flags = flagsOfStep(id, script, answers);
    if (flags === null) return [];
    const label = say(words, `advice:ladder_place.${place}`);
    const text = `${label}: ${plain(say(words, `advice:ladder.${id}`))}`;
    return [`python ${fileName} ${flags}`, ...wrap(text, WIDTH - 6).map((line) => `    ${line}`)];
  });
}

/** The flags that run a step of the ladder; null when this script cannot. */
function flagsOfStep(id: LadderStepId, script: Script, answers: Answers): string | null {
  const flags = FLAGS[id](script, sampleSize(answers));
  const step = /--step (\w+)/.exec(flags)?.[1];
  return script.steps.some(([name]) => name === step) ? flags : null;
}

const FLAGS: {
  readonly [L in LadderStepId]: (script: Script, sample: number) => string;
} = {
  frozen_sample: (_, sample) => `--step frozen --sample ${sample}`,
  frozen_all: () => "--step frozen",
  last_block: () => "--step last_block",
  two_stages: () => "--step two_stages",
  all_layers: () => "--step all",
  lora: () => "--step lora",
  prompt: () => "--step prompt",
  retrieval: () => "--step retrieval",
  lora_sample: () => "--step lora_sample",
  other_backbone: ({ model }) => `--step frozen --model ${model.other}`,
  scratch_control: () => "--step scratch",
};

/** About a fifth of the examples, from 20 to 1,000; a level without a count by its usual size. */
function sampleSize(answers: Answers): number {
  const { examples, data } = situate(answers);
  const count = examples ?? { tiny: 50, small: 500, medium: 5_000, large: 100_000 }[data];
  const fifth = Number((count / 5).toPrecision(1));
  return Math.min(1_000, Math.max(20, fifth));
}

/** Without citations and marks, which a comment cannot show. */
function plain(text: string): string {
  return withoutMarkup(text.replace(/\s*\[@[a-z0-9_]+\]/g, ""));
}
