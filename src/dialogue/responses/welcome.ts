import type { Answers } from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import type { Strategy } from "../../advice/strategies.ts";
import { WELCOME_CARDS, type WelcomeCard } from "../action.ts";
import { bodyBlocks } from "../citing.ts";
import { say, type TurnContext } from "../dependencies.ts";
import { factPhrases } from "../describe.ts";
import type { Block, Choice } from "../reply.ts";
import type { Card } from "./card.ts";
import { quizChoice } from "./quiz-card.ts";
import { chooseChoice } from "./topic-cards.ts";
import { strategyName } from "./words/advice-words.ts";

/** The situation on which the third card shows the three questions. */
const EXAMPLE: Answers = {
  data: "medium",
  examples: 20_000,
  similarity: "close",
  compute: "moderate",
};
/** The situation of the check, and what may be chosen. */
const CHECK: Answers = { data: "tiny", examples: 60, similarity: "close", compute: "limited" };
const CHECK_OPTIONS: readonly Strategy[] = ["full_fine_tuning", "feature_extraction", "lp_ft"];
/** The cards that show something; the check comes after them. */
const SHOWN = WELCOME_CARDS.length - 1;

/** One card of the 60-second path, with how far it is and the way on. */
export function welcomeCard(context: TurnContext, card: WelcomeCard): Card {
  return card === 4 ? checkCard(context) : shownCard(context, card);
}

/** What a newcomer reads first: the beginning of the path, with the other languages beside it. */
export function greetingCard(context: TurnContext): Card {
  const { blocks, choices } = welcomeCard(context, 1);
  const hello: Block = { kind: "paragraph", text: say(context, "community:welcome.hello") };
  return { blocks: [hello, ...blocks], choices: [...choices, ...otherLanguages(context)] };
}

/** A post for everyone; whoever presses gets the path alone, in their own language. */
export function invitationCard(context: TurnContext): Card {
  return {
    blocks: [
      { kind: "heading", text: say(context, "community:invitation.heading") },
      { kind: "paragraph", text: say(context, "community:invitation.body") },
    ],
    choices: [
      control(say(context, "community:welcome.begin"), toCard(1), true),
      { ...chooseChoice(context), primary: false },
      ...otherLanguages(context),
    ].map((choice): Choice => ({ ...choice, placement: "below" })),
  };
}

/** Whether the choice was right, why, and the way into one's own case. */
export function checkedCard(context: TurnContext, chosen: Strategy): Card {
  const { strategy, reason } = recommend(CHECK);
  const right = chosen === strategy;
  return {
    blocks: [
      {
        kind: "paragraph",
        text: say(context, `community:check.${right ? "right" : "wrong"}`, {
          strategy: strategyName(context, strategy),
        }),
      },
      { kind: "paragraph", text: say(context, `advice:reasons.${reason}`) },
      { kind: "paragraph", text: say(context, "community:check.next") },
    ],
    choices: [
      chooseChoice(context),
      right
        ? quizChoice(context)
        : control(say(context, "community:check.again"), toCard(4), false),
    ],
  };
}

function shownCard(context: TurnContext, card: 1 | 2 | 3): Card {
  const next = say(context, `community:welcome.${card === SHOWN ? "to_check" : "next"}`);
  const back = say(context, "community:welcome.back");
  return {
    blocks: [
      {
        kind: "progress",
        done: card - 1,
        of: SHOWN,
        text: say(context, "community:welcome.progress", { number: card, of: SHOWN }),
      },
      { kind: "heading", text: say(context, `community:welcome.headings.${card}`) },
      ...contents(context, card),
    ],
    choices: [
      control(next, toCard(WELCOME_CARDS[card] ?? 4), true),
      ...(card === 1 ? [] : [control(back, toCard(WELCOME_CARDS[card - 2] ?? 1), false)]),
      { ...chooseChoice(context), primary: false, placement: "in_place" },
    ],
  };
}

/** What is what; the two patterns; the three questions on an example. The facts are the topics' and the table's own. */
function contents(context: TurnContext, card: 1 | 2 | 3): readonly Block[] {
  const short = (id: string): Block => ({
    kind: "paragraph",
    text: context.deps.content.topic(context.language, id).short,
  });
  switch (card) {
    case 1:
      return [short("difference"), short("analogy")];
    case 2: {
      const { body } = context.deps.content.topic(context.language, "comparison_table");
      const table = body.filter((part) => typeof part === "object" && "table" in part);
      return [short("feature_extraction"), short("fine_tuning"), ...bodyBlocks(table)];
    }
    case 3:
      return exampleBlocks(context);
  }
}

function exampleBlocks(context: TurnContext): readonly Block[] {
  const { strategy, reason } = recommend(EXAMPLE);
  return [
    { kind: "paragraph", text: say(context, "community:example.lead") },
    { kind: "list", ordered: true, items: factPhrases(context, EXAMPLE) },
    {
      kind: "paragraph",
      text: say(context, "community:example.result", {
        strategy: strategyName(context, strategy),
        reason: say(context, `advice:reasons.${reason}`),
      }),
    },
  ];
}

function checkCard(context: TurnContext): Card {
  return {
    blocks: [
      {
        kind: "progress",
        done: SHOWN,
        of: SHOWN,
        text: say(context, "community:check.progress"),
      },
      {
        kind: "paragraph",
        text: say(context, "community:check.question", {
          facts: factPhrases(context, CHECK).join(say(context, "flow:facts.join")),
        }),
      },
    ],
    choices: CHECK_OPTIONS.map((strategy) => ({
      role: "option",
      label: strategyName(context, strategy),
      description: null,
      action: { kind: "check", strategy },
      primary: false,
    })),
  };
}

function otherLanguages(context: TurnContext): readonly Choice[] {
  return context.deps.content.languages
    .filter(({ tag }) => tag !== context.language)
    .map(({ tag }) =>
      control(
        context.deps.content.say(tag, "community:welcome.in_this_language"),
        { kind: "welcome", card: 1, language: tag },
        false,
      ),
    );
}

function toCard(card: WelcomeCard | null): Choice["action"] {
  return { kind: "welcome", card, language: null };
}

function control(label: string, action: Choice["action"], primary: boolean): Choice {
  return { role: "control", label, description: null, action, primary };
}
