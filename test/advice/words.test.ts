import { describe, expect, test } from "vitest";
import english from "../../locales/en/advice.json" with { type: "json" };
import japanese from "../../locales/ja/advice.json" with { type: "json" };
import sources from "../../locales/sources.json" with { type: "json" };
import { type Change, stepsByAnswer } from "../../src/advice/alternatives/change.ts";
import { WHY_IDS } from "../../src/advice/alternatives/why-not.ts";
import { BECAUSE_IDS } from "../../src/advice/confidence.ts";
import { allAnswers, allProjects } from "../../src/advice/enumerate.ts";
import { NOTE_IDS } from "../../src/advice/notes.ts";
import {
  type Answers,
  BACKBONES,
  MODALITIES,
  QUESTIONS,
  TASKS,
} from "../../src/advice/questions.ts";
import { recommend } from "../../src/advice/recommend.ts";
import { RULES } from "../../src/advice/rules.ts";
import { STRATEGIES } from "../../src/advice/strategies.ts";
import type { Row } from "../../src/advice/table/row.ts";
import { situate } from "../../src/advice/table/situation.ts";
import {
  OWN_RUNNER_UP,
  REASON_VARIANTS,
  RISK_VARIANTS,
  RUNNER_UP_VARIANTS,
  reasonWords,
  riskWords,
  WHY_NOT_VARIANTS,
} from "../../src/advice/table/wording.ts";
import { COST_METHODS, estimateCost } from "../../src/advice/training/cost.ts";
import { settingLines } from "../../src/advice/training/hyperparameter-lines.ts";
import { settings } from "../../src/advice/training/hyperparameters.ts";
import { LADDER_STEPS } from "../../src/advice/training/ladder.ts";
import { MEASURED } from "../../src/advice/training/measured.ts";

const WORDS = { en: flat(english), ja: flat(japanese) };
const PROJECTS = [...allProjects()].filter((_, index) => index % 5 === 0);
const SAMPLE = [...[...allAnswers()].filter((_, index) => index % 21 === 0), ...PROJECTS];

const NEEDED = neededKeys();

describe.each(Object.entries(WORDS))("in %s", (_, words) => {
  test("every id of the advice is worded", () => {
    expect(NEEDED.filter((key) => !words.get(key))).toEqual([]);
  });

  test("every reason, risk and runner-up cites a source", () => {
    const claims = [...words].filter(([key]) => /^(reasons|risks|runner_up)\./.test(key));
    expect(claims.filter(([, text]) => citations(text).length === 0)).toEqual([]);
  });

  test("every cited source exists", () => {
    expect([...words.values()].flatMap(citations).filter((key) => !(key in sources))).toEqual([]);
  });

  test("no number stands without a source, apart from declared assumptions and 4-bit QLoRA", () => {
    const free =
      /^(cost\.(assumptions|method|fits)|settings|tasks|flips|why_not\.because)\.|^change\./;
    const bare = [...words].filter(([key, text]) => !free.test(key) && lacksSource(text));
    expect(bare).toEqual([]);
    expect(lacksSource("LoRA is 3 points ahead.")).toBe(true);
  });

  test("a row's reason and risk cite nothing that the row does not name", () => {
    expect(RULES.flatMap((rule) => uncoveredCitations(words, rule))).toEqual([]);
  });

  test("names of strategies fit on a button", () => {
    expect(
      STRATEGIES.filter((id) => (words.get(`strategies.${id}.name`)?.length ?? 99) > 40),
    ).toEqual([]);
  });

  test("bold never touches a bracket or a full stop from outside", () => {
    const touching = /[「」（）、。]\*\*|\*\*[「」（）、。]/;
    expect([...words.values()].filter((text) => touching.test(text))).toEqual([]);
    expect(touching.test("「**太字**」")).toBe(true);
  });
});

test("both languages have the same keys", () => {
  expect([...WORDS.ja.keys()]).toEqual([...WORDS.en.keys()]);
});

test.each([
  ["citations", citations],
  ["numbers", numbers],
  ["placeholders", placeholders],
])("both languages carry the same %s", (_, extract) => {
  const differing = [...WORDS.en].filter(
    ([key, text]) =>
      extract(text).sort().join() !==
      extract(WORDS.ja.get(key) ?? "")
        .sort()
        .join(),
  );
  expect(differing).toEqual([]);
});

test("every note is given to somebody", () => {
  const withModality = MODALITIES.map((modality) => ({ modality, data: "tiny" }) as const);
  const special: Answers[] = [
    { labels: "noisy" },
    { raw: true, modality: "image" },
    { backbone: "llm", parameters: 7e10, compute: "limited", card_gb: 8 },
  ];
  const given = new Set(
    [...SAMPLE, ...withModality, ...special].flatMap((answers) => recommend(answers).notes),
  );
  expect(NOTE_IDS.filter((id) => !given.has(id))).toEqual([]);
});

test("every reason, risk and runner-up that is worded is used", () => {
  const used = new Set(NEEDED);
  const worded = [...WORDS.en.keys()].filter((key) =>
    /^(reasons|risks|runner_up|notes|because|change|ladder)\./.test(key),
  );
  expect(worded.filter((key) => !used.has(key))).toEqual([]);
});

test("placeholders of the settings are all filled", () => {
  const missing = settingSituations().flatMap((line) =>
    line.words
      .flatMap((id) => placeholders(WORDS.en.get(`settings.${line.field}.${id}`) ?? ""))
      .filter((name) => !line.values[name]),
  );
  expect(missing).toEqual([]);
});

function neededKeys(): string[] {
  return [
    ...STRATEGIES.flatMap((id) =>
      ["name", "plain", "what"].map((part) => `strategies.${id}.${part}`),
    ),
    ...STRATEGIES.map((id) => `why_not.strategy.${id}`),
    ...["high", "medium", "low", "outside"].map((level) => `confidence.${level}`),
    ...["medium", "low"].map((level) => `confidence_because.${level}`),
    ...BECAUSE_IDS.map((id) => `because.${id}`),
    ...TASKS.map((id) => `tasks.${id}`),
    ...RULES.flatMap(({ reason, risk }) => [`reasons.${reason}`, `risks.${risk}`]),
    ...REASON_VARIANTS.map((id) => `reasons.${id}`),
    ...RISK_VARIANTS.map((id) => `risks.${id}`),
    ...RUNNER_UP_VARIANTS.map((id) => `runner_up.${id}`),
    ...WHY_NOT_VARIANTS.map((id) => `why_not.strategy.${id}`),
    ...RULES.flatMap((rule: Row) =>
      rule.own ? [`runner_up.${rule.id}`, `ladder.${rule.id}`, `change.${rule.id}`] : [],
    ),
    ...OWN_RUNNER_UP.map((id) => `runner_up.${id}`),
    ...SAMPLE.map((answers) => `runner_up.${recommend(answers).runnerUpWhen}`),
    ...NOTE_IDS.map((id) => `notes.${id}`),
    ...QUESTIONS.map((id) => `find_first.${id}`),
    ...Object.keys(LADDER_STEPS).map((id) => `ladder.${id}`),
    ...["start", "step", "advised", "beyond"].map((id) => `ladder_place.${id}`),
    ...settingSituations().flatMap(({ field, words }) => [
      `settings.label.${field}`,
      ...words.map((id) => `settings.${field}.${id}`),
    ]),
    ...SAMPLE.flatMap(stepsByAnswer)
      .flat()
      .map(({ change }) => changeKey(change)),
    ...WHY_IDS.map((id) => `why_not.because.${id}`),
    ...["chosen", "runner_up", "possible_if", "not_here"].map((id) => `why_not.verdict.${id}`),
    ...COST_METHODS.map((id) =>
      (STRATEGIES as readonly string[]).includes(id)
        ? `strategies.${id}.name`
        : `cost.method.${id}`,
    ),
    ...estimateCost({}).costs.flatMap(({ terms }) => terms.map(({ id }) => `cost.term.${id}`)),
    ...["unknown", "cpu", "no_gpu"].map((id) => `cost.fits.${id}`),
    ...BACKBONES.map((id) => `cost.assumptions.load_${id}`),
    ...["yes", "tight", "no"].map((id) => `cost.fits_stated.${id}`),
    ...MEASURED.map(({ id }) => `cost.measured.${id}`),
  ];
}

function settingSituations() {
  const backbones = ["cnn", "transformer", "llm"] as const;
  const sizes: Answers[] = [
    { data: "small" },
    { data: "medium" },
    { data: "large" },
    { examples: 2_000 },
  ];
  return STRATEGIES.flatMap((strategy) =>
    MODALITIES.flatMap((modality) =>
      backbones.flatMap((backbone) =>
        sizes.flatMap((size) =>
          settingLines(settings({ strategy }, { ...size, modality, backbone })),
        ),
      ),
    ),
  );
}

function changeKey(change: Change): string {
  switch (change.kind) {
    case "examples":
    case "hours":
      return `flips.${change.kind}.${change.direction}`;
    case "similarity":
    case "compute":
      return `flips.${change.kind}.${change.option}`;
    case "backbone":
      return `flips.backbone.${change.backbone}`;
    case "facts_change":
    case "shift":
    case "raw":
      return `flips.${change.kind}.${change.holds}`;
    case "card":
    case "no_gpu":
    case "no_labels":
    case "rare":
      return `flips.${change.kind}`;
    case "modality":
      return `flips.modality.${change.modality}`;
    case "task":
      return `flips.task.${change.task}`;
  }
}

function uncoveredCitations(
  words: ReadonlyMap<string, string>,
  rule: (typeof RULES)[number],
): string[] {
  const named: readonly string[] = rule.evidence;
  const kinds = [null, ...MODALITIES].map((modality) => ({ ...situate({}), modality }));
  const said = kinds.flatMap((at) => [
    words.get(`reasons.${reasonWords(rule, at)}`),
    words.get(`risks.${riskWords(rule, at)}`),
  ]);
  return said
    .flatMap((text) => citations(text ?? ""))
    .filter((key) => !named.includes(key))
    .map((key) => `${rule.id}: ${key}`);
}

function flat(tree: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[path + key, value]] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

function citations(text: string): string[] {
  return [...text.matchAll(/\[@(\w+)\]/g)].map(([, key]) => key ?? "");
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "");
}

/** Numbers in the text itself, not those in keys, placeholders or names such as L2, GPT-2 or 3B. */
function numbers(text: string): string[] {
  const bare = text.replace(/\[@\w+\]|\{\{\w+\}\}/g, "");
  return bare.match(/\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?/g) ?? [];
}

function lacksSource(text: string): boolean {
  return numbers(text).length > 0 && citations(text).length === 0;
}
