import { bodyBlocks } from "../citing.ts";
import { say, type TurnContext } from "../dependencies.ts";
import type { Block, Choice } from "../reply.ts";
import { sentencesOf } from "../sentences.ts";
import { type Card, entry, heading, labelled, note, paragraph } from "./card.ts";
import { allTopics, chooseChoice, moreChoice } from "./topic-cards.ts";

/** As many as a person looks through. */
const MOST_RELATED = 6;

/** The answer to one question, what to do next, and what people ask then. `others`: entries that may have been meant instead. */
export function entryCard(
  context: TurnContext,
  id: string,
  others: readonly string[],
  offerFlow: boolean,
): Card {
  const { content } = context.deps;
  const found = content.entry(context.language, id);
  const { topic } = content.subject(context.language, found.subject);
  const related = relatedEntries(context, id).filter((other) => !others.includes(other));
  const offers = offerFlow && content.topic(context.language, topic).flow;
  return {
    tone: "answer",
    menu: say(context, "card:menu.related"),
    blocks: [
      heading(found.title),
      paragraph(found.answer),
      ...(found.next === null ? [] : [labelled(context, "next_step", found.next, "step")]),
      ...comparison(context, id),
      ...(others.length === 0
        ? []
        : [note(say(context, "ui:clarify.others")), previews(context, others)]),
    ],
    choices: [
      ...others.map((other) => entryChoice(context, other)),
      ...(offers ? [chooseChoice(context)] : []),
      { ...moreChoice(context, topic), primary: !offers },
      ...related
        .slice(0, MOST_RELATED)
        .map((other) =>
          entry(content.entry(context.language, other).title, { kind: "entry", entry: other }),
        ),
      entry(allTopics(context), { kind: "topics" }),
    ],
  };
}

/** Who asks for the comparison wants its table. */
function comparison({ deps, language }: TurnContext, id: string): readonly Block[] {
  if (id !== "comparison_table.what") return [];
  const { body } = deps.content.topic(language, "comparison_table");
  return bodyBlocks(body.filter((part) => typeof part === "object" && "table" in part).slice(0, 1));
}

/** Entries to choose from, with a lead. */
export function entriesCard(context: TurnContext, lead: string, entries: readonly string[]): Card {
  return {
    tone: "unsure",
    blocks: [
      paragraph(`**${lead}**`),
      previews(context, entries),
      note(say(context, "ui:clarify.none")),
    ],
    choices: [
      ...entries.map((id) => entryChoice(context, id)),
      { ...chooseChoice(context), primary: false },
    ].map((choice) => ({ ...choice, placement: "in_place" })),
  };
}

/** The title and the first sentence of entries. */
function previews({ deps, language }: TurnContext, entries: readonly string[]): Block {
  const items = entries.map((id) => {
    const { title, answer } = deps.content.entry(language, id);
    return `**${title}** ${sentencesOf(answer)[0] ?? answer}`;
  });
  return { kind: "list", ordered: false, items };
}

/** An entry as a choice. */
export function entryChoice(context: TurnContext, id: string): Choice {
  return {
    role: "topic",
    label: context.deps.content.entry(context.language, id).title,
    description: null,
    action: { kind: "entry", entry: id },
    primary: false,
  };
}

/** Other entries of the same subject, then what its relations are. */
function relatedEntries({ deps, language }: TurnContext, id: string): readonly string[] {
  const { content } = deps;
  const { subject } = content.entry(language, id);
  const { entries, related } = content.subject(language, subject);
  const own = entries.filter((each) => each !== id);
  const near = related.flatMap((each) => content.subject(language, each).entries.slice(0, 1));
  return [...own.slice(0, 2), ...near, ...own.slice(2)];
}
