import type { Answers } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import type { Strategy } from "../advice/strategies.ts";
import { WELCOME_CARDS, type WelcomeCard } from "./action.ts";
import { strategyName } from "./advice-card.ts";
import { bodyBlocks } from "./citing.ts";
import { factPhrases } from "./describe.ts";
import { type Scene, say } from "./kit.ts";
import { quizChoice } from "./quiz-card.ts";
import type { Block, Choice } from "./reply.ts";
import type { Card } from "./selection.ts";
import { chooseChoice } from "./topic-reply.ts";

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
export function welcomeCard(scene: Scene, card: WelcomeCard): Card {
  return card === 4 ? checkCard(scene) : shownCard(scene, card);
}

/** What a newcomer reads first: the beginning of the path, with the other languages beside it. */
export function greetingCard(scene: Scene): Card {
  const { blocks, choices } = welcomeCard(scene, 1);
  const hello: Block = { kind: "paragraph", text: say(scene, "community:welcome.hello") };
  return { blocks: [hello, ...blocks], choices: [...choices, ...otherLanguages(scene)] };
}

/** A post for everyone; whoever presses gets the path alone, in their own language. */
export function invitationCard(scene: Scene): Card {
  return {
    blocks: [
      { kind: "heading", text: say(scene, "community:invitation.heading") },
      { kind: "paragraph", text: say(scene, "community:invitation.body") },
    ],
    choices: [
      control(say(scene, "community:welcome.begin"), toCard(1), true),
      { ...chooseChoice(scene), primary: false },
      ...otherLanguages(scene),
    ],
  };
}

/** Whether the choice was right, why, and the way into one's own case. */
export function checkedCard(scene: Scene, chosen: Strategy): Card {
  const { strategy, reason } = recommend(CHECK);
  const right = chosen === strategy;
  return {
    blocks: [
      {
        kind: "paragraph",
        text: say(scene, `community:check.${right ? "right" : "wrong"}`, {
          strategy: strategyName(scene, strategy),
        }),
      },
      { kind: "paragraph", text: say(scene, `advice:reasons.${reason}`) },
      { kind: "paragraph", text: say(scene, "community:check.next") },
    ],
    choices: [
      chooseChoice(scene),
      right ? quizChoice(scene) : control(say(scene, "community:check.again"), toCard(4), false),
    ],
  };
}

function shownCard(scene: Scene, card: 1 | 2 | 3): Card {
  const next = say(scene, `community:welcome.${card === SHOWN ? "to_check" : "next"}`);
  const back = say(scene, "community:welcome.back");
  return {
    blocks: [
      {
        kind: "progress",
        done: card - 1,
        of: SHOWN,
        text: say(scene, "community:welcome.progress", { number: card, of: SHOWN }),
      },
      { kind: "heading", text: say(scene, `community:welcome.headings.${card}`) },
      ...contents(scene, card),
    ],
    choices: [
      control(next, toCard(WELCOME_CARDS[card] ?? 4), true),
      ...(card === 1 ? [] : [control(back, toCard(WELCOME_CARDS[card - 2] ?? 1), false)]),
      { ...chooseChoice(scene), primary: false },
    ],
  };
}

/** What is what; the two patterns; the three questions on an example. The facts are the topics' and the table's own. */
function contents(scene: Scene, card: 1 | 2 | 3): readonly Block[] {
  const short = (id: string): Block => ({
    kind: "paragraph",
    text: scene.kit.content.topic(scene.language, id).short,
  });
  switch (card) {
    case 1:
      return [short("difference"), short("analogy")];
    case 2: {
      const { body } = scene.kit.content.topic(scene.language, "comparison_table");
      const table = body.filter((part) => typeof part === "object" && "table" in part);
      return [short("feature_extraction"), short("fine_tuning"), ...bodyBlocks(table)];
    }
    case 3:
      return exampleBlocks(scene);
  }
}

function exampleBlocks(scene: Scene): readonly Block[] {
  const { strategy, reason } = recommend(EXAMPLE);
  return [
    { kind: "paragraph", text: say(scene, "community:example.lead") },
    { kind: "list", ordered: true, items: factPhrases(scene, EXAMPLE) },
    {
      kind: "paragraph",
      text: say(scene, "community:example.result", {
        strategy: strategyName(scene, strategy),
        reason: say(scene, `advice:reasons.${reason}`),
      }),
    },
  ];
}

function checkCard(scene: Scene): Card {
  return {
    blocks: [
      {
        kind: "progress",
        done: SHOWN,
        of: SHOWN,
        text: say(scene, "community:check.progress"),
      },
      {
        kind: "paragraph",
        text: say(scene, "community:check.question", {
          facts: factPhrases(scene, CHECK).join(say(scene, "flow:facts.join")),
        }),
      },
    ],
    choices: CHECK_OPTIONS.map((strategy) => ({
      role: "option",
      label: strategyName(scene, strategy),
      description: null,
      action: { kind: "check", strategy },
      primary: false,
    })),
  };
}

function otherLanguages(scene: Scene): readonly Choice[] {
  return scene.kit.content.languages
    .filter(({ tag }) => tag !== scene.language)
    .map(({ tag }) =>
      control(
        scene.kit.content.say(tag, "community:welcome.in_this_language"),
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
