import { type CostEstimate, estimateCost } from "../advice/cost.ts";
import { flips } from "../advice/flip.ts";
import type { Answers } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { STRATEGIES, type Strategy } from "../advice/strategies.ts";
import { whyNot } from "../advice/why-not.ts";
import { type Action, type Detail, FRAMEWORKS, type Framework } from "./action.ts";
import { detailChoice, settingsTable, strategyName } from "./advice-card.ts";
import { codeOf } from "./code.ts";
import { changeWords, shortCount } from "./describe.ts";
import { type Scene, say, type TextFile } from "./kit.ts";
import type { Block, Choice } from "./reply.ts";
import type { Card } from "./selection.ts";

type DetailAction = Extract<Action, { kind: "detail" | "why_not" | "recipe" }>;

/** More about the advice for these answers: what would change it, why not another way, its cost, its code… */
export function detailCard(scene: Scene, action: DetailAction, answers: Answers): Card {
  const code = codeOf(answers);
  const back = detailChoice(scene, "advice", { kind: "detail", detail: "advice", code });
  const card = openDetail(scene, action, answers, code);
  return { ...card, choices: [...card.choices, back] };
}

function openDetail(scene: Scene, action: DetailAction, answers: Answers, code: string): Card {
  switch (action.kind) {
    case "why_not":
      return whyNotCard(scene, action.strategy, answers, code);
    case "recipe":
      return recipeCard(scene, action.framework, answers, code);
    case "detail":
      return { blocks: DETAIL_BLOCKS[action.detail](scene, answers), choices: [] };
  }
}

const DETAIL_BLOCKS: {
  readonly [D in Detail]: (scene: Scene, answers: Answers) => readonly Block[];
} = {
  advice: () => [],
  flips: flipBlocks,
  settings: (scene, answers) => [settingsTable(scene, recommend(answers).strategy, answers)],
  cost: costBlocks,
  map: mapBlocks,
  record: (scene, answers) => [
    { kind: "paragraph", text: say(scene, "card:details_more.record_done") },
    fileBlock(scene.kit.record(answers, scene.language)),
  ],
};

function flipBlocks(scene: Scene, answers: Answers): readonly Block[] {
  const items = flips(answers).map(({ change, strategy }) =>
    say(scene, "advice:flips.line", {
      change: changeWords(scene, change),
      strategy: strategyName(scene, strategy),
    }),
  );
  return [
    { kind: "heading", text: say(scene, "advice:flips.title") },
    items.length > 0
      ? { kind: "list", ordered: false, items }
      : { kind: "paragraph", text: say(scene, "advice:flips.none") },
  ];
}

function whyNotCard(scene: Scene, strategy: Strategy | null, answers: Answers, code: string): Card {
  const others = STRATEGIES.filter((id) => id !== recommend(answers).strategy && id !== strategy);
  const choices: readonly Choice[] = others.map((id) => ({
    role: "extra",
    label: strategyName(scene, id),
    description: null,
    action: { kind: "why_not", strategy: id, code },
    primary: false,
  }));
  const blocks: readonly Block[] =
    strategy === null
      ? [{ kind: "paragraph", text: say(scene, "card:details_more.why_not_lead") }]
      : whyNotBlocks(scene, strategy, answers);
  return { blocks, choices };
}

function whyNotBlocks(scene: Scene, strategy: Strategy, answers: Answers): readonly Block[] {
  const { verdict, because, changes } = whyNot(strategy, answers);
  const reasons = because.map((id) => say(scene, `advice:why_not.because.${id}`));
  const needs = changes.map((change) => changeWords(scene, change));
  return [
    {
      kind: "heading",
      text: say(scene, "advice:why_not.title", { strategy: strategyName(scene, strategy) }),
    },
    { kind: "paragraph", text: say(scene, `advice:why_not.verdict.${verdict}`) },
    { kind: "list", ordered: false, items: [...reasons, ...needs] },
    { kind: "paragraph", text: say(scene, `advice:why_not.strategy.${strategy}`) },
  ];
}

function costBlocks(scene: Scene, answers: Answers): readonly Block[] {
  const estimate = estimateCost(answers);
  const measured = estimate.costs.flatMap((cost) => cost.measured);
  return [
    { kind: "heading", text: say(scene, "advice:cost.title") },
    { kind: "list", ordered: false, items: costItems(scene, estimate) },
    { kind: "code", language: "", text: say(scene, "advice:cost.formula") },
    { kind: "paragraph", text: `**${say(scene, "advice:cost.assumptions.title")}**` },
    { kind: "list", ordered: false, items: assumptionItems(scene, estimate) },
    { kind: "paragraph", text: `**${say(scene, "advice:cost.measured_title")}**` },
    {
      kind: "list",
      ordered: false,
      items: measured.map(({ id }) => say(scene, `advice:cost.measured.${id}`)),
    },
  ];
}

function costItems(scene: Scene, estimate: CostEstimate): readonly string[] {
  return estimate.costs.map(({ method, memory, fits, terms, time }) => {
    const name =
      method === "qlora" ? say(scene, "advice:cost.method.qlora") : strategyName(scene, method);
    const line = say(scene, "advice:cost.line", {
      method: `**${name}**`,
      amount: span(memory),
      fits: fitWords(scene, estimate, fits),
    });
    const parts = terms
      .filter(({ high }) => high > 0)
      .map(({ id, low, high }) =>
        say(scene, "advice:cost.term_line", {
          term: say(scene, `advice:cost.term.${id}`),
          amount: span({ low, high }),
        }),
      );
    const taken = method === "full_fine_tuning" ? "" : `; ${timeWords(scene, time)}`;
    return `${line} (${parts.join(" + ")}${taken})`;
  });
}

/** Whether a method fits, said of the stated card by its memory where there is one. */
function fitWords(
  scene: Scene,
  { card, cardStated }: CostEstimate,
  fits: CostEstimate["costs"][number]["fits"],
): string {
  return card && cardStated
    ? say(scene, `advice:cost.fits_stated.${fits}`, { card: span(card) })
    : say(scene, `advice:cost.fits.${fits}`);
}

/** Time as a share of a full run; full fine-tuning is the measure itself. */
function timeWords(scene: Scene, time: CostEstimate["costs"][number]["time"]): string {
  if (time === null) return say(scene, "advice:cost.time.unknown");
  const [low, high] = [rounded(time.low), rounded(time.high)];
  return say(scene, `advice:cost.time.${low === high ? "about" : "range"}`, { low, high });
}

function assumptionItems(scene: Scene, estimate: CostEstimate): readonly string[] {
  const { parameters, parametersAssumed, card, cardStated } = estimate;
  const large = parameters >= 1e9;
  return [
    say(
      scene,
      `advice:cost.assumptions.${parametersAssumed ? "parameters_assumed" : "parameters_given"}`,
      {
        parameters: shortCount(parameters),
      },
    ),
    ...(card
      ? [
          say(scene, `advice:cost.assumptions.${cardStated ? "card_stated" : "card"}`, {
            amount: span(card),
          }),
        ]
      : []),
    say(scene, `advice:cost.assumptions.${large ? "bytes_large" : "bytes_small"}`),
    say(scene, "advice:cost.assumptions.activations"),
    say(scene, "advice:cost.assumptions.time"),
  ];
}

/** A range such as `1.4-6.4`, or one number where both ends are the same. */
function span({ low, high }: { readonly low: number; readonly high: number }): string {
  const [least, most] = [rounded(low), rounded(high)];
  return least === most ? least : `${least}-${most}`;
}

/** Two significant digits: an estimate has no more. */
function rounded(amount: number): string {
  return String(Number(amount.toPrecision(2)));
}

function mapBlocks(scene: Scene, answers: Answers): readonly Block[] {
  const { strategy } = recommend(answers);
  const compute = say(scene, `flow:facts.compute.${answers.compute ?? "unknown"}`);
  const alt = say(scene, "card:details_more.map_alt", {
    compute,
    strategy: strategyName(scene, strategy),
  });
  return [
    { kind: "paragraph", text: say(scene, "card:details_more.map_lead") },
    { kind: "picture", picture: { kind: "map", answers, language: scene.language }, alt },
  ];
}

function recipeCard(
  scene: Scene,
  framework: Framework | null,
  answers: Answers,
  code: string,
): Card {
  const choices: readonly Choice[] = frameworksFor(answers)
    .filter((id) => id !== framework)
    .map((id) => ({
      role: "extra",
      label: say(scene, `card:details_more.frameworks.${id}`),
      description: null,
      action: { kind: "recipe", framework: id, code },
      primary: false,
    }));
  if (framework === null) {
    return {
      blocks: [{ kind: "paragraph", text: say(scene, "card:details_more.recipe_lead") }],
      choices,
    };
  }
  const done: Block = { kind: "paragraph", text: say(scene, "card:details_more.recipe_done") };
  return {
    blocks: [done, fileBlock(scene.kit.recipe(framework, answers, scene.language))],
    choices,
  };
}

/** The frameworks that fit the modality; all of them when it is not known. */
function frameworksFor({ modality, backbone }: Answers): readonly Framework[] {
  if (backbone === "llm" || modality === "text") return ["transformers", "sklearn"];
  if (modality === "image") return ["pytorch", "keras", "sklearn"];
  return FRAMEWORKS;
}

function fileBlock({ name, mime, text }: TextFile): Block {
  return { kind: "file", name, mime, text };
}
