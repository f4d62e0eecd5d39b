import type { Answers } from "../../../advice/questions.ts";
import { recommend } from "../../../advice/recommend.ts";
import type { Strategy } from "../../../advice/strategies.ts";
import { situate } from "../../../advice/table/situation.ts";
import { type CostEstimate, estimateCost } from "../../../advice/training/cost.ts";
import type { Range } from "../../../advice/training/hyperparameter-types.ts";
import { say, type TurnContext } from "../../dependencies.ts";
import { grouped, shortCount } from "../../describe.ts";
import type { Table } from "../../reply.ts";
import { button, type Card, heading, note, paragraph } from "../card.ts";

/** From this size on, in parameters, weights are kept in 16 bits. */
const HALF_PRECISION_FROM = 1e9;

/** Memory and time of each method, with the conclusion for the person's machine before it. */
export function costCard(context: TurnContext, answers: Answers, code: string): Card {
  const estimate = estimateCost(answers);
  const { strategy } = recommend(answers);
  const formula = { kind: "detail", detail: "formula", code } as const;
  return {
    blocks: [
      heading(say(context, "card:details.cost")),
      paragraph(conclusion(context, estimate, answers, strategy)),
      costTable(context, estimate, strategy),
      note(
        say(context, "card:cost.assumes", {
          parameters: shortCount(estimate.parameters),
          bits: estimate.parameters >= HALF_PRECISION_FROM ? 16 : 32,
        }),
      ),
    ],
    choices: [button(say(context, "card:details.formula"), formula)],
  };
}

/** How the estimate is made, what it assumes, and what others have measured. */
export function formulaCard(context: TurnContext, answers: Answers): Card {
  const estimate = estimateCost(answers);
  const measured = estimate.costs.flatMap((cost) => cost.measured);
  return {
    blocks: [
      heading(say(context, "card:details.formula")),
      { kind: "code", language: "", text: say(context, "advice:cost.formula") },
      { kind: "list", ordered: false, items: assumptionItems(context, estimate) },
      paragraph(`**${say(context, "advice:cost.measured_title")}**`),
      {
        kind: "list",
        ordered: false,
        items: measured.map(({ id }) => say(context, `advice:cost.measured.${id}`)),
      },
    ],
    choices: [],
  };
}

/** What fits the stated card, or that none is there; without one, nothing is said to fit. */
function conclusion(
  context: TurnContext,
  { costs, card }: CostEstimate,
  answers: Answers,
  strategy: Strategy,
): string {
  const of = (key: string, values?: Readonly<Record<string, string>>) =>
    say(context, `card:cost.${key}`, values);
  const mark = of(costs.some(({ method }) => method === strategy) ? "mark" : "mark_unmarked");
  if (card === null && situate(answers).noGpu) return `${of("no_gpu")}${mark}`;
  if (card === null) return `${of("no_card")}${mark}`;
  const amount = String(card);
  if (costs.every(({ fits }) => fits === "yes"))
    return `${of("all_stated", { card: amount })}${mark}`;
  const lists = (["yes", "tight", "no"] as const).flatMap((verdict) => {
    const names = costs
      .filter(({ fits }) => fits === verdict)
      .map(({ method }) => say(context, `brief:methods.${method}`));
    return names.length === 0 ? [] : [of(verdict, { methods: names.join(of("and")) })];
  });
  const lead = of("stated", { card: amount });
  return `${lead}${lists.join(of("then"))}${of("stop")}${mark}`;
}

function costTable(context: TurnContext, { costs }: CostEstimate, strategy: Strategy): Table {
  const advised = costs.findIndex(({ method }) => method === strategy);
  const columns = ["method", "memory", "time"];
  return {
    kind: "table",
    header: columns.map((id) => say(context, `card:cost.columns.${id}`)),
    rows: costs.map(({ method, memory, time }) => [
      say(context, `brief:methods.${method}`),
      span(context, memory),
      method === "full_fine_tuning" ? "1" : time ? span(context, time) : "–",
    ]),
    units: columns.map((id) => say(context, `card:cost.units.${id}`)),
    ...(advised >= 0 && { advised }),
  };
}

function assumptionItems(context: TurnContext, estimate: CostEstimate): readonly string[] {
  const { parameters, parametersAssumed, card, kind, load } = estimate;
  const of = (key: string, values?: Readonly<Record<string, string>>) =>
    say(context, `advice:cost.assumptions.${key}`, values);
  return [
    of(parametersAssumed ? "parameters_assumed" : "parameters_given", {
      parameters: shortCount(parameters),
    }),
    of(`load_${kind}`, { batch: String(load.batch), length: grouped(load.length) }),
    ...(card === null ? [] : [of("card_stated", { amount: String(card) })]),
    of(parameters >= HALF_PRECISION_FROM ? "bytes_large" : "bytes_small"),
    of("activations"),
    of("time"),
  ];
}

/** A range such as `1.4–6.4`, or one number where both ends are the same. */
function span(context: TurnContext, { low, high }: Range): string {
  const [least, most] = [rounded(low), rounded(high)];
  return least === most ? least : `${least}${say(context, "card:cost.to")}${most}`;
}

/** Two significant digits: an estimate has no more. */
function rounded(amount: number): string {
  return String(Number(amount.toPrecision(2)));
}
