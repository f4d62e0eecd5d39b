import type { APIComponentInContainer, APISectionComponent } from "discord.js";
import type { Content } from "../../../dialogue/content.ts";
import type { Reply } from "../../../dialogue/reply.ts";
import { TEAM } from "../events/custom-id.ts";
import { type Piece, sentText } from "./blocks.ts";
import { type ChoiceOptions, showChoices } from "./choices.ts";
import { ACCENTS, layOut } from "./layout.ts";
import { LIMITS, shorten } from "./limits.ts";
import { type Attachment, message, type Rendered, type Row } from "./message.ts";
import { type Cost, costOf, fits, splitText, TEXT_ROOM } from "./split.ts";

/** How a reply is shown. */
export type RenderOptions = {
  readonly content: Content;
  /** The mark of the person who may use the choices, or null for anybody. */
  readonly owner: string | null;
  readonly isPrivate: boolean;
  /** Whether a private message may be posted for all to see. */
  readonly shareable: boolean;
  /** Whether pictures can be drawn and attached. */
  readonly pictures: boolean;
};

/** Reply → one or more messages within Discord's limits. Long replies are split, never cut; the choices come last. */
export function render(reply: Reply, options: RenderOptions): readonly Rendered[] {
  const say: ChoiceOptions["say"] = (key, values) =>
    options.content.say(reply.language, key, values);
  const shareable = options.isPrivate && options.shareable;
  const choices: ChoiceOptions = { owner: ownerOf(reply, options.owner), shareable, say };
  const { sections, rows: choiceRows } = showChoices(reply, choices);
  const parts: readonly Part[] = [
    ...layOut(reply.blocks, options.pictures).flatMap((piece) =>
      piece.kind === "rule" ? [RULE_PART] : splitPiece(piece).map(toPart),
    ),
    ...(sections.length > 0 ? [RULE_PART, ...sections.map(sectionPart), RULE_PART] : []),
    ...choiceRows.map(rowPart),
  ];
  const accent = reply.tone === undefined ? null : ACCENTS[reply.tone];
  return pack(parts).map(({ components, files }) =>
    message(components, files, options.isPrivate, accent),
  );
}

function ownerOf({ pressers }: Reply, owner: string | null): string | null {
  if (pressers === "anyone") return null;
  return pressers === "members" ? TEAM : owner;
}

/** What is packed: a component, its file if it has one, and what it costs. */
type Part = {
  readonly component: APIComponentInContainer;
  readonly file: Attachment | null;
  readonly cost: Cost;
  readonly count: number;
};

const FREE: Cost = { characters: 0, bytes: 0 };

function splitPiece(piece: Piece): Piece[] {
  if (piece.kind === "picture" || piece.kind === "file") return [piece];
  const fit = (part: string) => fits(costOf(sentText({ ...piece, text: part })), TEXT_ROOM);
  return splitText(piece.text, fit)
    .filter((part) => part.trim() !== "")
    .map((part) => ({ ...piece, text: part }));
}

function toPart(piece: Piece): Part {
  switch (piece.kind) {
    case "text":
    case "code": {
      const content = sentText(piece);
      return { component: { type: 10, content }, file: null, cost: costOf(content), count: 1 };
    }
    case "picture": {
      const alt = shorten(piece.alt, LIMITS.alternativeText);
      const media = { url: `attachment://${piece.name}` };
      return {
        component: { type: 12, items: [{ media, description: alt }] },
        file: { name: piece.name, alt, content: { kind: "picture", picture: piece.picture } },
        cost: FREE,
        count: 1,
      };
    }
    case "file":
      return {
        component: { type: 13, file: { url: `attachment://${piece.name}` } },
        file: {
          name: piece.name,
          alt: null,
          content: { kind: "text", mime: piece.mime, text: piece.text },
        },
        cost: FREE,
        count: 1,
      };
  }
}

const RULE_PART: Part = {
  component: { type: 14, divider: true, spacing: 1 },
  file: null,
  cost: FREE,
  count: 1,
};

function sectionPart(section: APISectionComponent): Part {
  const [first] = section.components;
  return { component: section, file: null, cost: costOf(first?.content ?? ""), count: 3 };
}

function rowPart(row: Row): Part {
  return { component: row, file: null, cost: FREE, count: 1 + row.components.length };
}

type Packed = { components: APIComponentInContainer[]; files: Attachment[] };

function pack(parts: readonly Part[]): Packed[] {
  const messages: Packed[] = [];
  let spent = FREE;
  let count: number = LIMITS.components;
  for (const part of parts) {
    const sum = add(spent, part.cost);
    let current = messages.at(-1);
    if (!current || count + part.count > LIMITS.components || !fits(sum, TEXT_ROOM)) {
      if (part === RULE_PART) continue;
      current = { components: [], files: [] };
      messages.push(current);
      spent = part.cost;
      count = 1 + part.count;
    } else {
      spent = sum;
      count += part.count;
    }
    current.components.push(part.component);
    if (part.file && !current.files.some(({ name }) => name === part.file?.name))
      current.files.push(part.file);
  }
  return messages;
}

function add(one: Cost, other: Cost): Cost {
  return { characters: one.characters + other.characters, bytes: one.bytes + other.bytes };
}
