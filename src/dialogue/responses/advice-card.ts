import { decidingFact } from "../../advice/alternatives/decided.ts";
import { type Offers, offersFor } from "../../advice/offers.ts";
import type { Answers } from "../../advice/questions.ts";
import { type Advice, recommend } from "../../advice/recommend.ts";
import { ladder } from "../../advice/training/ladder.ts";
import { codeOf } from "../advice-code.ts";
import { say, type TurnContext, type WordingContext } from "../dependencies.ts";
import type { Block, Choice } from "../reply.ts";
import { button, type Card, entry, heading, labelled, paragraph } from "./card.ts";
import { brief, runnerUpWords, shortName } from "./words/brief.ts";
import { factsLine } from "./words/facts-line.ts";

/**
 * The advice for these answers on one screen: what to do, why, the risk, the runner-up and the first step. Everything else is
 * in the menu. `original`: answers before a "what if".
 */
export function adviceCard(context: TurnContext, answers: Answers, original: Answers | null): Card {
  const advice = recommend(answers);
  const offers = offersFor(advice, answers);
  const code = codeOf(answers);
  const question = extraQuestion(context, answers);
  return {
    tone: "advice",
    menu: say(context, "card:menu.more"),
    blocks: [
      heading(shortName(context, advice.strategy)),
      factsLine(context, answers, sureness(context, advice)),
      paragraph(say(context, `advice:strategies.${advice.strategy}.plain`)),
      ...reasons(context, advice),
      labelled(context, "first_step", firstStep(context, advice, answers), "step"),
      { kind: "sources", items: [], code },
      ...(question ? [paragraph(`**${question.text}**`)] : []),
    ],
    choices: [
      ...(question?.choices ?? []),
      ...actions(context, code, offers, question !== null && question.choices.length > 0),
      ...menu(context, code, offers, original),
    ],
  };
}

/** How sure the advice is, with what holds it down. */
function sureness(context: WordingContext, { confidence, because, outside }: Advice): string {
  if (outside) return say(context, "card:sure.outside");
  const level = say(context, `card:sure.${confidence}`);
  if (because === null || confidence === "high") return level;
  return say(context, "card:sure.because", {
    level,
    because: say(context, `card:because.${because}`),
  });
}

function reasons(context: WordingContext, advice: Advice): readonly Block[] {
  return [
    labelled(context, "why", brief(context, "reasons", advice.reason)),
    labelled(context, "risk", brief(context, "risks", advice.risk)),
    labelled(context, "runner_up", runnerUpWords(context, advice)),
  ];
}

/** What to find out, where that decides most; else the first experiment. */
function firstStep(context: WordingContext, advice: Advice, answers: Answers): string {
  if (advice.possible.length > 1 && advice.findFirst !== null)
    return brief(context, "find_first", advice.findFirst);
  const [first] = ladder(advice, answers);
  return first ? brief(context, "ladder", first.id) : "";
}

/** One more question whose answer would change the advice, with its answers to press; a count is typed. */
function extraQuestion(
  context: TurnContext,
  answers: Answers,
): { readonly text: string; readonly choices: readonly Choice[] } | null {
  const fact = decidingFact(answers);
  if (fact === null) return null;
  const text = say(context, `card:extra.${fact}`);
  if (fact === "examples") return { text, choices: [] };
  const values = fact === "backbone" ? ["cnn", "transformer", "llm"] : [true, false];
  const choices = values.map(
    (value): Choice => ({
      role: "option",
      label: say(context, `card:extra_choices.${fact}.${value}`),
      description: null,
      action: { kind: "facts", answers: { ...answers, [fact]: value } },
      primary: false,
    }),
  );
  return { text, choices };
}

/** The first thing to do, and one beside it; where a question is open, its answers take that place. */
function actions(
  context: TurnContext,
  code: string,
  offers: Offers,
  isAsking: boolean,
): readonly Choice[] {
  const flips = { kind: "detail", detail: "flips", code } as const;
  const label = (name: string) => say(context, `card:details.${name}`);
  return [
    offers.code
      ? button(label("recipe"), { kind: "recipe", framework: null, code }, true)
      : button(label("settings"), { kind: "detail", detail: "settings", code }, true),
    isAsking ? inMenu(context, "details", "flips", flips) : button(label("flips"), flips),
  ];
}

function menu(
  context: TurnContext,
  code: string,
  offers: Offers,
  original: Answers | null,
): readonly Choice[] {
  const detail = (name: "settings" | "cost" | "map" | "record" | "change"): Choice["action"] => ({
    kind: "detail",
    detail: name,
    code,
  });
  return [
    ...(offers.code ? [inMenu(context, "details", "settings", detail("settings"))] : []),
    ...(offers.cost ? [inMenu(context, "details", "cost", detail("cost"))] : []),
    inMenu(context, "details", "why_not", { kind: "why_not", strategy: null, code }),
    inMenu(context, "details", "map", detail("map")),
    inMenu(context, "keep", "record", detail("record")),
    ...(original
      ? [inMenu(context, "again", "original", { kind: "facts", answers: original })]
      : []),
    inMenu(context, "again", "change", detail("change")),
    entry(
      say(context, "flow:controls.restart"),
      { kind: "start" },
      { group: group(context, "again"), description: say(context, "card:about.restart") },
    ),
  ];
}

function inMenu(
  context: TurnContext,
  part: "details" | "keep" | "again",
  name: string,
  action: Choice["action"],
): Choice {
  return entry(say(context, `card:details.${name}`), action, {
    group: group(context, part),
    description: say(context, `card:about.${name}`),
  });
}

function group(context: TurnContext, part: "details" | "keep" | "again"): string {
  return say(context, `card:menu.groups.${part}`);
}
