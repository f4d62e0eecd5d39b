import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { Answers } from "../../src/advice/questions.ts";
import type { Strategy } from "../../src/advice/strategies.ts";
import { settings } from "../../src/advice/training/hyperparameters.ts";
import { FRAMEWORKS } from "../../src/dialogue/action.ts";
import { loadContent } from "../../src/knowledge/load.ts";
import { STEP_STRATEGIES } from "../../src/recipes/plan.ts";
import { createRecipe } from "../../src/recipes/recipe.ts";
import { type Variant, variants } from "./variants.ts";

const { content } = loadContent("locales");
const recipe = createRecipe(content);
const LANGUAGES = content.languages.map(({ tag }) => tag);

type Checked = {
  readonly fault: string | null;
  readonly steps: Record<string, Record<string, unknown>>;
};

/** Python reads some hundred scripts: seconds on an idle machine, minutes on a crowded one. */
const PATIENCE_MS = 300_000;

let all: readonly Variant[] = [];
let texts: readonly string[] = [];
let checked: readonly Checked[] = [];

beforeAll(() => {
  all = variants(LANGUAGES);
  texts = all.map(({ framework, answers, language }) => recipe(framework, answers, language).text);
  const unique = [...new Set(texts)];
  const answered = new Map(check(unique).map((each, index) => [unique[index], each]));
  checked = texts.flatMap((text) => answered.get(text) ?? []);
}, PATIENCE_MS);

test("every variant is valid Python", () => {
  expect(checked.flatMap(({ fault }, index) => (fault ? [fault, texts[index]] : []))).toEqual([]);
});

test("a text that is not Python is noticed", () => {
  expect(check(["def broken(:\n"])[0]?.fault).toContain("invalid syntax");
});

test("the variants reach every strategy in every framework", () => {
  const reached = new Set(all.map(({ framework, strategy }) => `${framework} ${strategy}`));
  // The table never advises training from scratch: it is a step of every training script instead.
  const steps: readonly Strategy[] = [
    ...Object.values(STEP_STRATEGIES),
    "prompting_rag",
    "as_is",
    "boosted_trees",
  ];
  const advised = steps.filter((strategy) => strategy !== "from_scratch");
  const expected = FRAMEWORKS.flatMap((framework) => advised.map((id) => `${framework} ${id}`));
  expect([...reached].sort()).toEqual(expected.sort());
});

test("no text has a placeholder or a mark of the parts left", () => {
  const marks = /\{\{|TODO|#:|#if|#else|#end|say:|\[@|undefined|NaN/;
  expect(texts.filter((text) => marks.test(text))).toEqual([]);
});

test("no line is longer than 100 columns", () => {
  const long = texts.flatMap((text) => text.split("\n").filter((line) => columns(line) > 100));
  expect([...new Set(long)]).toEqual([]);
});

test("the advised step is one of the script's own", () => {
  const stray = all.filter(({ script }) => !script.steps.some(([name]) => name === script.advised));
  expect(stray).toEqual([]);
});

test("the numbers of every training step are those of its settings", () => {
  const compared = all.flatMap(({ answers, script }, index) =>
    Object.entries(STEP_STRATEGIES)
      .filter(([name]) => name !== "scratch" && name in (checked[index]?.steps ?? {}))
      .map(([name, strategy]) => {
        const step = checked[index]?.steps[name] ?? {};
        const start = settings({ strategy }, asRead(answers, script));
        return [script.id, name, step, start] as const;
      }),
  );
  const wrong = compared.filter(([, , step, start]) => !agrees(step, start));
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(compared.length).toBeGreaterThan(500);
});

test("the same answers give the same text", () => {
  const answers: Answers = { examples: 500, modality: "image", compute: "moderate" };
  const [first, second] = [
    recipe("pytorch", answers, "ja"),
    createRecipe(content)("pytorch", answers, "ja"),
  ];
  expect(first).toEqual(second);
});

function check(sources: readonly string[]): readonly Checked[] {
  const script = fileURLToPath(new URL("check.py", import.meta.url));
  const { stdout, stderr } = spawnSync("python3", [script], {
    input: JSON.stringify(sources),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (stdout === "") throw new Error(`python3 did not answer: ${stderr}`);
  return JSON.parse(stdout);
}

/** The answers with what the script settles itself: what kind of data, and for text which backbone. */
function asRead(answers: Answers, { id, modality, model }: Variant["script"]): Answers {
  if (id === "language_model") {
    const { parameters } = model as { parameters?: number };
    return { ...answers, modality, backbone: "llm", ...(parameters ? { parameters } : {}) };
  }
  if (id === "transformers") {
    const { parameters: _, ...rest } = answers;
    return { ...rest, modality, backbone: "transformer" };
  }
  return { ...answers, modality };
}

function agrees(step: Record<string, unknown>, given: ReturnType<typeof settings>): boolean {
  const start = given.optimizer === "sgd" ? scaledToBatch(given) : given;
  const { headEpochs, epochs, steps, layerDecay, lora, mixup, cutmix, warmup, weightDecay } = start;
  const range = headEpochs ?? epochs;
  const decay = step.layer_decay as number | undefined;
  return (
    same(step.rate, start.bodyLearningRate || null) &&
    (same(step.head_rate, start.headLearningRate) || step.head_rate === undefined) &&
    same(step.optimizer, start.optimizer) &&
    same((step.epochs as number[] | undefined)?.join(), range && `${range.low},${range.high}`) &&
    same(step.steps, steps?.low) &&
    same(step.warmup, warmup) &&
    same(step.weight_decay, weightDecay) &&
    same(step.rank, lora?.rank) &&
    same(step.lora_dropout, lora?.dropout) &&
    same(step.mixup, mixup) &&
    same(step.cutmix, cutmix) &&
    (layerDecay ? decay! >= layerDecay.low && decay! <= layerDecay.high : decay === undefined)
  );
}

/** What SGD's settings, which hold at batch 512, are at the scripts' batch of 32: one rate, warmed up, no decay. */
function scaledToBatch(start: ReturnType<typeof settings>): ReturnType<typeof settings> {
  const rate = Number(((start.bodyLearningRate ?? 0) / 16).toPrecision(2));
  const steps = start.steps ?? { low: 500, high: 500 };
  return {
    ...start,
    headLearningRate: rate,
    bodyLearningRate: rate,
    steps,
    warmup: 0.1,
    weightDecay: 0,
  };
}

function same(one: unknown, other: unknown): boolean {
  return (one ?? null) === (other ?? null);
}

function columns(line: string): number {
  return [...line].reduce((sum, letter) => sum + (letter > "\u2fff" ? 2 : 1), 0);
}
