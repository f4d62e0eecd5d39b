import { bodyBlocks } from "../citing.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Block, Choice } from "../reply.ts";
import type { Card } from "./question-card.ts";
import { quizChoice } from "./quiz-card.ts";

/** A few topics that a newcomer may begin with. */
const FIRST_TOPICS = [
  "difference",
  "which_to_choose",
  "data_amount",
  "comparison_table",
  "peft_lora",
  "analogy",
];

/** The short answer, with the longer one and its relations a choice away. `offer`: the flow may be offered. */
export function shortCard(context: TurnContext, id: string, offer: boolean): Card {
  const topic = context.deps.content.topic(context.language, id);
  const table = topic.body.find((part) => typeof part === "object" && "table" in part);
  const wantsTable = id === "comparison_table" && table !== undefined;
  return {
    blocks: [
      { kind: "heading", text: topic.title },
      { kind: "paragraph", text: topic.short },
      ...(wantsTable ? bodyBlocks([table]) : []),
    ],
    choices: [
      moreChoice(context, id),
      ...(offer && topic.flow ? [chooseChoice(context)] : []),
      ...topic.related.slice(0, 3).map((related) => topicChoice(context, related)),
    ],
  };
}

/** The fuller answer. */
export function longCard(context: TurnContext, id: string, offer: boolean): Card {
  const topic = context.deps.content.topic(context.language, id);
  return {
    blocks: [
      { kind: "heading", text: topic.title },
      ...bodyBlocks(topic.body),
      ...tablePicture(context, id),
    ],
    choices: [
      ...(offer && topic.flow ? [chooseChoice(context)] : []),
      ...topic.related.map((related) => topicChoice(context, related)),
    ],
  };
}

/** The tables of the comparison as a picture, for slides and phones. */
function tablePicture({ language, ...context }: TurnContext, id: string): readonly Block[] {
  if (id !== "comparison_table") return [];
  const alt = say({ ...context, language }, "ui:table_alt");
  return [{ kind: "picture", picture: { kind: "comparison", language }, alt }];
}

/** Every topic by name, and a few to begin with as choices. */
export function topicsCard(context: TurnContext): Card {
  const { content } = context.deps;
  return {
    blocks: [
      { kind: "heading", text: say(context, "ui:topics.heading") },
      { kind: "paragraph", text: say(context, "ui:topics.lead") },
      {
        kind: "list",
        ordered: false,
        items: content.topics.map((id) => content.topic(context.language, id).title),
      },
    ],
    choices: [chooseChoice(context), ...firstTopics(context)],
  };
}

/** The honest miss, with examples of what can be asked. */
export function missCard(context: TurnContext): Card {
  const examples = ["difference", "data_amount", "which_to_choose"];
  const items = examples.map((id) => say(context, `ui:not_understood.examples.${id}`));
  return {
    blocks: [
      { kind: "paragraph", text: say(context, "ui:not_understood.lead") },
      { kind: "paragraph", text: say(context, "ui:not_understood.examples_lead") },
      { kind: "list", ordered: false, items },
    ],
    choices: [chooseChoice(context), topicsChoice(context)],
  };
}

/** What the bot does, as a card to begin with. */
export function helpCard(context: TurnContext): Card {
  const items = ["ask", "choose", "during", "language", "code"];
  return {
    blocks: [
      { kind: "heading", text: say(context, "ui:help.heading") },
      { kind: "paragraph", text: say(context, "ui:help.lead") },
      {
        kind: "list",
        ordered: false,
        items: items.map((item) => say(context, `ui:help.items.${item}`)),
      },
    ],
    choices: [
      chooseChoice(context),
      topicsChoice(context),
      welcomeChoice(context),
      quizChoice(context),
    ],
  };
}

/** A few words and where to go from here. */
export function opener(context: TurnContext, text: string): Card {
  const blocks: readonly Block[] = [{ kind: "paragraph", text }];
  return { blocks, choices: [chooseChoice(context), topicsChoice(context)] };
}

/** "Tell me more" about a topic. */
export function moreChoice(context: TurnContext, topic: string): Choice {
  const label = say(context, "ui:controls.more");
  return {
    role: "control",
    label,
    description: null,
    action: { kind: "more", topic },
    primary: false,
  };
}

/** "Help me choose". */
export function chooseChoice(context: TurnContext): Choice {
  const label = say(context, "ui:controls.choose");
  return { role: "control", label, description: null, action: { kind: "start" }, primary: true };
}

/** The 60-second path, from where the person stopped. */
function welcomeChoice(context: TurnContext): Choice {
  const label = say(context, "community:welcome.begin");
  const action = { kind: "welcome", card: null, language: null } as const;
  return { role: "control", label, description: null, action, primary: false, placement: "below" };
}

function topicsChoice(context: TurnContext): Choice {
  const label = say(context, "ui:controls.topics");
  return { role: "control", label, description: null, action: { kind: "topics" }, primary: false };
}

/** A topic as a choice. */
export function topicChoice(context: TurnContext, topic: string): Choice {
  const label = context.deps.content.topic(context.language, topic).title;
  return {
    role: "topic",
    label,
    description: null,
    action: { kind: "topic", topic },
    primary: false,
  };
}

function firstTopics(context: TurnContext): readonly Choice[] {
  return FIRST_TOPICS.filter((id) => context.deps.content.topics.includes(id)).map((id) =>
    topicChoice(context, id),
  );
}
