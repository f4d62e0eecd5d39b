import { bodyBlocks } from "../citing.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Block, Choice } from "../reply.ts";
import { type Card, entry, heading, note, paragraph } from "./card.ts";
import { quizChoice } from "./quiz-card.ts";
import { groupOfTopic, TOPIC_GROUPS } from "./words/topic-groups.ts";

/** The short answer, with the longer one and its relations a choice away. `offer`: the flow may be offered. */
export function shortCard(context: TurnContext, id: string, offer: boolean): Card {
  const topic = context.deps.content.topic(context.language, id);
  const table = topic.body.find((part) => typeof part === "object" && "table" in part);
  const wantsTable = id === "comparison_table" && table !== undefined;
  const offers = offer && topic.flow;
  return {
    tone: "answer",
    menu: say(context, "card:menu.related"),
    blocks: [
      heading(topic.title),
      paragraph(topic.short),
      ...(wantsTable ? bodyBlocks([table]) : []),
    ],
    choices: [
      ...(offers ? [chooseChoice(context)] : []),
      { ...moreChoice(context, id), primary: !offers },
      ...relatedTopics(context, topic.related),
    ],
  };
}

/** The fuller answer. */
export function longCard(context: TurnContext, id: string, offer: boolean): Card {
  const topic = context.deps.content.topic(context.language, id);
  return {
    tone: "answer",
    menu: say(context, "card:menu.related"),
    blocks: [heading(topic.title), ...bodyBlocks(topic.body), ...tablePicture(context, id)],
    choices: [...(offer ? [chooseChoice(context)] : []), ...relatedTopics(context, topic.related)],
  };
}

function relatedTopics(context: TurnContext, related: readonly string[]): readonly Choice[] {
  return [
    ...related.map((topic) => entry(titleOf(context, topic), { kind: "topic", topic })),
    entry(allTopics(context), { kind: "topics" }),
  ];
}

/** "All topics", with their number. */
export function allTopics(context: TurnContext): string {
  return say(context, "card:menu.all_topics", { count: context.deps.content.topics.length });
}

function titleOf({ deps, language }: TurnContext, topic: string): string {
  return deps.content.topic(language, topic).title;
}

/** The tables of the comparison as a picture, for slides and phones. */
function tablePicture({ language, ...context }: TurnContext, id: string): readonly Block[] {
  if (id !== "comparison_table") return [];
  const alt = say({ ...context, language }, "ui:table_alt");
  return [{ kind: "picture", picture: { kind: "comparison", language }, alt }];
}

/** Every topic in the menu, in the order of a project. */
export function topicsCard(context: TurnContext): Card {
  const { content } = context.deps;
  const count = content.topics.length;
  return {
    tone: "answer",
    menu: say(context, "card:menu.topics", { count }),
    blocks: [
      heading(say(context, "ui:topics.heading")),
      note(say(context, "ui:topics.lead", { count })),
    ],
    choices: [chooseChoice(context), ...topicEntries(context)],
  };
}

/** All topics as entries of a menu, under the headings of their groups. */
function topicEntries(context: TurnContext): readonly Choice[] {
  const { content } = context.deps;
  const topics = content.topics.map((id) => ({
    id,
    group: groupOfTopic(content.topic(context.language, id).within ?? id),
  }));
  return TOPIC_GROUPS.flatMap((group) => {
    const own = topics.filter((topic) => topic.group === group);
    const name = say(context, `card:topic_groups.${group}`, { count: own.length });
    return own.map(({ id }) =>
      entry(titleOf(context, id), { kind: "topic", topic: id }, { group: name }),
    );
  });
}

/** The honest miss: what is known, two ways to ask, and where to look. */
export function missCard(context: TurnContext): Card {
  const examples = ["difference", "data_amount"].map((id) =>
    say(context, `ui:not_understood.examples.${id}`),
  );
  return {
    tone: "unsure",
    menu: say(context, "card:menu.topics", { count: context.deps.content.topics.length }),
    blocks: [
      paragraph(say(context, "ui:not_understood.lead")),
      note(
        say(context, "ui:not_understood.try", {
          first: examples[0] ?? "",
          second: examples[1] ?? "",
        }),
      ),
    ],
    choices: [{ ...chooseChoice(context), primary: false }, ...topicEntries(context)],
  };
}

/** What the bot does, as a card to begin with. */
export function helpCard(context: TurnContext): Card {
  const items = ["ask", "choose", "during", "language", "code"];
  return {
    tone: "answer",
    blocks: [
      heading(say(context, "ui:help.heading")),
      paragraph(say(context, "ui:help.lead")),
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
