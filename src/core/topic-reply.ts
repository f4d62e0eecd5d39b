import { bodyBlocks } from "./citing.ts";
import { type Scene, say } from "./kit.ts";
import { quizChoice } from "./quiz-card.ts";
import type { Block, Choice } from "./reply.ts";
import type { Card } from "./selection.ts";

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
export function shortCard(scene: Scene, id: string, offer: boolean): Card {
  const topic = scene.kit.content.topic(scene.language, id);
  const table = topic.body.find((part) => typeof part === "object" && "table" in part);
  const wantsTable = id === "comparison_table" && table !== undefined;
  return {
    blocks: [
      { kind: "heading", text: topic.title },
      { kind: "paragraph", text: topic.short },
      ...(wantsTable ? bodyBlocks([table]) : []),
    ],
    choices: [
      moreChoice(scene, id),
      ...(offer && topic.flow ? [chooseChoice(scene)] : []),
      ...topic.related.slice(0, 3).map((related) => topicChoice(scene, related)),
    ],
  };
}

/** The fuller answer. */
export function longCard(scene: Scene, id: string, offer: boolean): Card {
  const topic = scene.kit.content.topic(scene.language, id);
  return {
    blocks: [
      { kind: "heading", text: topic.title },
      ...bodyBlocks(topic.body),
      ...tablePicture(scene, id),
    ],
    choices: [
      ...(offer && topic.flow ? [chooseChoice(scene)] : []),
      ...topic.related.map((related) => topicChoice(scene, related)),
    ],
  };
}

/** The tables of the comparison as a picture, for slides and phones. */
function tablePicture({ language, ...scene }: Scene, id: string): readonly Block[] {
  if (id !== "comparison_table") return [];
  const alt = say({ ...scene, language }, "ui:table_alt");
  return [{ kind: "picture", picture: { kind: "comparison", language }, alt }];
}

/** Every topic by name, and a few to begin with as choices. */
export function topicsCard(scene: Scene): Card {
  const { content } = scene.kit;
  return {
    blocks: [
      { kind: "heading", text: say(scene, "ui:topics.heading") },
      { kind: "paragraph", text: say(scene, "ui:topics.lead") },
      {
        kind: "list",
        ordered: false,
        items: content.topics.map((id) => content.topic(scene.language, id).title),
      },
    ],
    choices: [chooseChoice(scene), ...firstTopics(scene)],
  };
}

/** Up to three topics that a message may have meant. */
export function clarifyCard(scene: Scene, topics: readonly string[]): Card {
  return {
    blocks: [
      { kind: "paragraph", text: say(scene, "ui:clarify.lead") },
      { kind: "note", text: say(scene, "ui:clarify.none") },
    ],
    choices: [...topics.map((id) => topicChoice(scene, id)), chooseChoice(scene)],
  };
}

/** The honest miss, with examples of what can be asked. */
export function missCard(scene: Scene): Card {
  const examples = ["difference", "data_amount", "which_to_choose"];
  const items = examples.map((id) => say(scene, `ui:not_understood.examples.${id}`));
  return {
    blocks: [
      { kind: "paragraph", text: say(scene, "ui:not_understood.lead") },
      { kind: "paragraph", text: say(scene, "ui:not_understood.examples_lead") },
      { kind: "list", ordered: false, items },
    ],
    choices: [chooseChoice(scene), topicsChoice(scene)],
  };
}

/** What the bot does, as a card to begin with. */
export function helpCard(scene: Scene): Card {
  const items = ["ask", "choose", "during", "language", "code"];
  return {
    blocks: [
      { kind: "heading", text: say(scene, "ui:help.heading") },
      { kind: "paragraph", text: say(scene, "ui:help.lead") },
      {
        kind: "list",
        ordered: false,
        items: items.map((item) => say(scene, `ui:help.items.${item}`)),
      },
    ],
    choices: [chooseChoice(scene), topicsChoice(scene), welcomeChoice(scene), quizChoice(scene)],
  };
}

/** A few words and where to go from here. */
export function opener(scene: Scene, text: string): Card {
  const blocks: readonly Block[] = [{ kind: "paragraph", text }];
  return { blocks, choices: [chooseChoice(scene), topicsChoice(scene)] };
}

/** "Tell me more" about a topic. */
export function moreChoice(scene: Scene, topic: string): Choice {
  const label = say(scene, "ui:controls.more");
  return {
    role: "control",
    label,
    description: null,
    action: { kind: "more", topic },
    primary: false,
  };
}

/** "Help me choose". */
export function chooseChoice(scene: Scene): Choice {
  const label = say(scene, "ui:controls.choose");
  return { role: "control", label, description: null, action: { kind: "start" }, primary: true };
}

/** The 60-second path, from where the person stopped. */
function welcomeChoice(scene: Scene): Choice {
  const label = say(scene, "community:welcome.begin");
  const action = { kind: "welcome", card: null, language: null } as const;
  return { role: "control", label, description: null, action, primary: false };
}

function topicsChoice(scene: Scene): Choice {
  const label = say(scene, "ui:controls.topics");
  return { role: "control", label, description: null, action: { kind: "topics" }, primary: false };
}

/** A topic as a choice. */
export function topicChoice(scene: Scene, topic: string): Choice {
  const label = scene.kit.content.topic(scene.language, topic).title;
  return {
    role: "topic",
    label,
    description: null,
    action: { kind: "topic", topic },
    primary: false,
  };
}

function firstTopics(scene: Scene): readonly Choice[] {
  return FIRST_TOPICS.filter((id) => scene.kit.content.topics.includes(id)).map((id) =>
    topicChoice(scene, id),
  );
}
