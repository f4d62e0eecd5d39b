import { flips } from "../../advice/alternatives/flip.ts";
import { whyNot } from "../../advice/alternatives/why-not.ts";
import type { Answers } from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import { STRATEGIES, type Strategy } from "../../advice/strategies.ts";
import { type CostEstimate, estimateCost } from "../../advice/training/cost.ts";
import { type Action, type Detail, FRAMEWORKS, type Framework } from "../action.ts";
import { codeOf } from "../advice-code.ts";
import { say, type TextFile, type TurnContext } from "../dependencies.ts";
import { changeWords, shortCount } from "../describe.ts";
import type { Block, Choice } from "../reply.ts";
import { detailChoice, settingsTable, strategyName } from "./advice-card.ts";
import type { Card } from "./question-card.ts";

type DetailAction = Extract<Action, { kind: "detail" | "why_not" | "recipe" }>;

/** More about the advice for these answers: what would change it, why not another way, its cost, its code… */
export function detailCard(context: TurnContext, action: DetailAction, answers: Answers): Card {
  const code = codeOf(answers);
  const back = detailChoice(context, "advice", { kind: "detail", detail: "advice", code });
  const card = openDetail(context, action, answers, code);
  return { ...card, choices: [...card.choices, back] };
}

function openDetail(
  context: TurnContext,
  action: DetailAction,
  answers: Answers,
  code: string,
): Card {
  switch (action.kind) {
    case "why_not":
      return whyNotCard(context, action.strategy, answers, code);
    case "recipe":
      return recipeCard(context, action.framework, answers, code);
    case "detail":
      return { blocks: DETAIL_BLOCKS[action.detail](context, answers), choices: [] };
  }
}

const DETAIL_BLOCKS: {
  readonly [D in Detail]: (context: TurnContext, answers: Answers) => readonly Block[];
} = {
  advice: () => [],
  flips: flipBlocks,
  settings: (context, answers) => [settingsTable(context, recommend(answers).strategy, answers)],
  cost: costBlocks,
  map: mapBlocks,
  record: (context, answers) => [
    { kind: "paragraph", text: say(context, "card:details_more.record_done") },
    fileBlock(context.deps.record(answers, context.language)),
  ],
};

function flipBlocks(context: TurnContext, answers: Answers): readonly Block[] {
  const items = flips(answers).map(({ change, strategy }) =>
    say(context, "advice:flips.line", {
      change: changeWords(context, change),
      strategy: strategyName(context, strategy),
    }),
  );
  return [
    { kind: "heading", text: say(context, "advice:flips.title") },
    items.length > 0
      ? { kind: "list", ordered: false, items }
      : { kind: "paragraph", text: say(context, "advice:flips.none") },
  ];
}

function whyNotCard(
  context: TurnContext,
  strategy: Strategy | null,
  answers: Answers,
  code: string,
): Card {
  const others = STRATEGIES.filter((id) => id !== recommend(answers).strategy && id !== strategy);
  const choices: readonly Choice[] = others.map((id) => ({
    role: "extra",
    label: strategyName(context, id),
    description: null,
    action: { kind: "why_not", strategy: id, code },
    primary: false,
  }));
  const blocks: readonly Block[] =
    strategy === null
      ? [{ kind: "paragraph", text: say(context, "card:details_more.why_not_lead") }]
      : whyNotBlocks(context, strategy, answers);
  return { blocks, choices };
}

function whyNotBlocks(
  context: TurnContext,
  strategy: Strategy,
  answers: Answers,
): readonly Block[] {
  const { verdict, because, changes } = whyNot(strategy, answers);
  const reasons = because.map((id) => say(context, `advice:why_not.because.${id}`));
  const needs = changes.map((change) => changeWords(context, change));
  return [
    {
      kind: "heading",
      text: say(context, "advice:why_not.title", { strategy: strategyName(context, strategy) }),
    },
    { kind: "paragraph", text: say(context, `advice:why_not.verdict.${verdict}`) },
    { kind: "list", ordered: false, items: [...reasons, ...needs] },
    { kind: "paragraph", text: say(context, `advice:why_not.strategy.${strategy}`) },
  ];
}

function costBlocks(context: TurnContext, answers: Answers): readonly Block[] {
  const estimate = estimateCost(answers);
  const measured = estimate.costs.flatMap((cost) => cost.measured);
  return [
    { kind: "heading", text: say(context, "advice:cost.title") },
    { kind: "list", ordered: false, items: costItems(context, estimate) },
    { kind: "code", language: "", text: say(context, "advice:cost.formula") },
    { kind: "paragraph", text: `**${say(context, "advice:cost.assumptions.title")}**` },
    { kind: "list", ordered: false, items: assumptionItems(context, estimate) },
    { kind: "paragraph", text: `**${say(context, "advice:cost.measured_title")}**` },
    {
      kind: "list",
      ordered: false,
      items: measured.map(({ id }) => say(context, `advice:cost.measured.${id}`)),
    },
  ];
}

function costItems(context: TurnContext, estimate: CostEstimate): readonly string[] {
  return estimate.costs.map(({ method, memory, fits, terms, time }) => {
    const name =
      method === "qlora" ? say(context, "advice:cost.method.qlora") : strategyName(context, method);
    const line = say(context, "advice:cost.line", {
      method: `**${name}**`,
      amount: span(memory),
      fits: fitWords(context, estimate, fits),
    });
    const parts = terms
      .filter(({ high }) => high > 0)
      .map(({ id, low, high }) =>
        say(context, "advice:cost.term_line", {
          term: say(context, `advice:cost.term.${id}`),
          amount: span({ low, high }),
        }),
      );
    const taken = method === "full_fine_tuning" ? "" : `; ${timeWords(context, time)}`;
    return `${line} (${parts.join(" + ")}${taken})`;
  });
}

/** Whether a method fits, said of the stated card by its memory where there is one. */
function fitWords(
  context: TurnContext,
  { card, cardStated }: CostEstimate,
  fits: CostEstimate["costs"][number]["fits"],
): string {
  return card && cardStated
    ? say(context, `advice:cost.fits_stated.${fits}`, { card: span(card) })
    : say(context, `advice:cost.fits.${fits}`);
}

/** Time as a share of a full run; full fine-tuning is the measure itself. */
function timeWords(context: TurnContext, time: CostEstimate["costs"][number]["time"]): string {
  if (time === null) return say(context, "advice:cost.time.unknown");
  const [low, high] = [rounded(time.low), rounded(time.high)];
  return say(context, `advice:cost.time.${low === high ? "about" : "range"}`, { low, high });
}

function assumptionItems(context: TurnContext, estimate: CostEstimate): readonly string[] {
  const { parameters, parametersAssumed, card, cardStated } = estimate;
  const large = parameters >= 1e9;
  return [
    say(
      context,
      `advice:cost.assumptions.${parametersAssumed ? "parameters_assumed" : "parameters_given"}`,
      {
        parameters: shortCount(parameters),
      },
    ),
    ...(card
      ? [
          say(context, `advice:cost.assumptions.${cardStated ? "card_stated" : "card"}`, {
            amount: span(card),
          }),
        ]
      : []),
    say(context, `advice:cost.assumptions.${large ? "bytes_large" : "bytes_small"}`),
    say(context, "advice:cost.assumptions.activations"),
    say(context, "advice:cost.assumptions.time"),
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

function mapBlocks(context: TurnContext, answers: Answers): readonly Block[] {
  const { strategy } = recommend(answers);
  const compute = say(context, `flow:facts.compute.${answers.compute ?? "unknown"}`);
  const alt = say(context, "card:details_more.map_alt", {
    compute,
    strategy: strategyName(context, strategy),
  });
  return [
    { kind: "paragraph", text: say(context, "card:details_more.map_lead") },
    { kind: "picture", picture: { kind: "map", answers, language: context.language }, alt },
  ];
}

function recipeCard(
  context: TurnContext,
  framework: Framework | null,
  answers: Answers,
  code: string,
): Card {
  const choices: readonly Choice[] = frameworksFor(answers)
    .filter((id) => id !== framework)
    .map((id) => ({
      role: "extra",
      label: say(context, `card:details_more.frameworks.${id}`),
      description: null,
      action: { kind: "recipe", framework: id, code },
      primary: false,
    }));
  if (framework === null) {
    return {
      blocks: [{ kind: "paragraph", text: say(context, "card:details_more.recipe_lead") }],
      choices,
    };
  }
  const done: Block = { kind: "paragraph", text: say(context, "card:details_more.recipe_done") };
  return {
    blocks: [done, fileBlock(context.deps.recipe(framework, answers, context.language))],
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
