import type { types } from "@slack/bolt";
import type { Block } from "../../../dialogue/reply.ts";
import { factsText } from "../../../dialogue/responses/plain-text.ts";
import { withoutMarkup } from "../../../nlu/markup.ts";
import { LIMITS } from "./limits.ts";
import { escapeMrkdwn } from "./markdown.ts";
import type { Piece, Surface } from "./piece.ts";
import { richBold, richCode, richLabelled, richList, richText } from "./rich-text.ts";
import { divide, group } from "./split.ts";
import { tablePieces } from "./tables.ts";

/** Gives the uploaded file of a picture, or null where there is none: then its alternative text is shown. */
export type PictureFile = (block: Extract<Block, { kind: "picture" }>) => string | null;

/** A block of the reply → blocks of Slack, each within its limits; nothing is left out. */
export function pieces(block: Block, surface: Surface, pictureFile: PictureFile): readonly Piece[] {
  switch (block.kind) {
    case "heading":
      return [heading(withoutMarkup(block.text))];
    case "facts":
      return facts(block);
    case "paragraph":
      return divide(block.text, LIMITS.PROSE).map(prose);
    case "labelled":
    case "step":
      return [labelled(block)];
    case "list":
      return list(block.items, block.ordered);
    case "table":
      return tablePieces(block, surface);
    case "code":
      return code(block.text);
    case "progress":
      return smallPrint(
        `${"●".repeat(block.done)}${"○".repeat(Math.max(0, block.of - block.done))} ${block.text}`,
      );
    case "note":
      return smallPrint(withoutMarkup(block.text));
    case "picture": {
      const id = pictureFile(block);
      return id === null ? smallPrint(block.alt) : [picture(id, block.alt)];
    }
    case "file":
      return [prose(`**${block.name}**`), ...code(block.text)];
    case "sources":
      return sources(block);
  }
}

function heading(text: string): Piece {
  const block: types.KnownBlock =
    text.length <= LIMITS.HEADER
      ? { type: "header", text: { type: "plain_text", text, emoji: false } }
      : richBold(text);
  return { block, text };
}

/** Prose as rich text, whose texts are literal on every surface. */
export function prose(text: string): Piece {
  return { block: richText(text), text: withoutMarkup(text) };
}

function labelled({ kind, label, text }: Extract<Block, { kind: "labelled" | "step" }>): Piece {
  return {
    block: richLabelled(label, text, kind === "step"),
    text: `${label}: ${withoutMarkup(text)}`,
  };
}

function facts(block: Extract<Block, { kind: "facts" }>): readonly Piece[] {
  const { lead, items, join } = block;
  const parts = [...(lead === null ? [] : [`*${escapeMrkdwn(lead)}*`]), ...items.map(escapeMrkdwn)];
  return parts.length === 0 ? [] : [context(parts.join(join), factsText(block))];
}

/** Items as blocks of a list; the numbers of an ordered list go on from block to block. */
function list(items: readonly string[], ordered: boolean): readonly Piece[] {
  const parts = items.flatMap((item) => divide(item, LIMITS.PROSE));
  const numbered = parts.map((text, index) => ({ text, sign: ordered ? `${index + 1}.` : "-" }));
  return group(numbered, (item) => item.text.length + 4, LIMITS.PROSE, 50).map((part) => {
    const first = numbered.indexOf(part[0] as (typeof numbered)[number]) + 1;
    return {
      block: richList(
        part.map((item) => item.text),
        ordered,
        first,
      ),
      text: part.map((item) => `${item.sign} ${withoutMarkup(item.text)}`).join("\n"),
    };
  });
}

function code(text: string): readonly Piece[] {
  const lines = text.split("\n").flatMap((line) => divide(line, LIMITS.PROSE));
  return group(lines, (line) => line.length + 1, LIMITS.PROSE, 1_000).map((part) => {
    const whole = part.join("\n");
    return { block: richCode(whole), text: whole };
  });
}

/** Small print; literal, so that nothing in it can mention or link. */
export function smallPrint(text: string): readonly Piece[] {
  return group(
    divide(text, LIMITS.TEXT_OBJECT),
    (part) => part.length,
    LIMITS.PROSE,
    LIMITS.CONTEXT_ELEMENTS,
  ).map((parts) => {
    const block: types.ContextBlock = {
      type: "context",
      elements: parts.map((part) => ({ type: "plain_text", text: part || " ", emoji: false })),
    };
    return { block, text: parts.join("") };
  });
}

function picture(id: string, alt: string): Piece {
  return {
    block: { type: "image", slack_file: { id }, alt_text: alt.slice(0, LIMITS.ALT_TEXT) },
    text: alt,
  };
}

/** All sources in one line of short names, the code of the advice at its end. */
function sources({
  items,
  label,
  join = " · ",
  code: adviceCode,
}: Extract<Block, { kind: "sources" }>): readonly Piece[] {
  const names = items.map(({ number, short, url }) => {
    const name = escapeMrkdwn(short);
    return `[${number}] ${url ? `<${linkTarget(url)}|${name}>` : name}`;
  });
  const parts = [...names, ...(adviceCode === undefined ? [] : [`\`${adviceCode}\``])];
  const spoken = [
    ...items.map(({ number, short }) => `[${number}] ${short}`),
    ...(adviceCode === undefined ? [] : [adviceCode]),
  ].join(join);
  return group(parts, (part) => part.length + join.length, LIMITS.PROSE, 50).map((part, at) => {
    const before = at === 0 && label && names.length > 0 ? `${escapeMrkdwn(label)} ` : "";
    return context(`${before}${part.join(join)}`, at === 0 ? spoken : "");
  });
}

function context(mrkdwn: string, text: string): Piece {
  return {
    block: { type: "context", elements: [{ type: "mrkdwn", text: mrkdwn, verbatim: true }] },
    text,
  };
}

function linkTarget(url: string): string {
  return url.replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("|", "%7C");
}
