import type { types } from "@slack/bolt";
import type { Block, CitedSource } from "../../../dialogue/reply.ts";
import { withoutMarkup } from "../../../nlu/markup.ts";
import { LIMITS } from "./limits.ts";
import { asMarkdown, escapeMrkdwn, fenced } from "./markdown.ts";
import { richBold, richCode, richList, richText } from "./rich-text.ts";
import { divide, group } from "./split.ts";

/**
 * One block of a message with what it says in plain words. `instead`: the same without a table, as a message has room for
 * one table only.
 */
export type Piece = {
  readonly block: types.KnownBlock;
  readonly text: string;
  readonly instead?: readonly Piece[];
};

/** Where blocks are shown: modals and the Home tab have neither `markdown` nor `table`. */
export type Surface = "message" | "view";

/** Gives the uploaded file of a picture, or null where there is none: then its alternative text is shown. */
export type PictureFile = (block: Extract<Block, { kind: "picture" }>) => string | null;

/** A block of the reply → blocks of Slack, each within its limits; nothing is left out. */
export function pieces(block: Block, surface: Surface, pictureFile: PictureFile): readonly Piece[] {
  switch (block.kind) {
    case "heading":
      return [heading(withoutMarkup(block.text))];
    case "paragraph":
      return divide(block.text, LIMITS.PROSE).map((part) => prose(part, surface));
    case "list":
      return list(block.items, block.ordered, surface);
    case "table":
      return surface === "message" && fitsTable(block.header, block.rows)
        ? tables(block.header, block.rows)
        : rowsAsProse(block.header, block.rows);
    case "code":
      return code(block.text, block.language, surface);
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
      return [prose(`**${block.name}**`, surface), ...code(block.text, "", surface)];
    case "sources":
      return sources(block.items);
  }
}

function heading(text: string): Piece {
  const block: types.KnownBlock =
    text.length <= LIMITS.HEADER
      ? { type: "header", text: { type: "plain_text", text, emoji: false } }
      : richBold(text);
  return { block, text };
}

/** Prose as `markdown`, or as rich text where that is not possible. */
export function prose(text: string, surface: Surface): Piece {
  const markdown = surface === "message" ? asMarkdown(text) : null;
  const block: types.KnownBlock = markdown?.trim()
    ? { type: "markdown", text: markdown }
    : richText(text);
  return { block, text: withoutMarkup(text) };
}

/** Items as blocks of a list; the numbers of an ordered list go on from block to block. */
export function list(
  items: readonly string[],
  ordered: boolean,
  surface: Surface,
): readonly Piece[] {
  const parts = items.flatMap((item) => divide(item, LIMITS.PROSE));
  const numbered = parts.map((text, index) => ({ text, sign: ordered ? `${index + 1}.` : "-" }));
  return group(numbered, (item) => item.text.length + 4, LIMITS.PROSE, 50).map((part) => {
    const lines = part.map((item) => ({
      ...item,
      markdown: surface === "message" ? asMarkdown(item.text) : null,
    }));
    const texts = part.map((item) => item.text);
    const block: types.KnownBlock = lines.every((line) => line.markdown?.trim())
      ? { type: "markdown", text: lines.map((line) => `${line.sign} ${line.markdown}`).join("\n") }
      : richList(texts, ordered, numbered.indexOf(part[0] as (typeof numbered)[number]) + 1);
    return {
      block,
      text: part.map((item) => `${item.sign} ${withoutMarkup(item.text)}`).join("\n"),
    };
  });
}

function code(text: string, language: string, surface: Surface): readonly Piece[] {
  const lines = text.split("\n").flatMap((line) => divide(line, LIMITS.PROSE));
  return group(lines, (line) => line.length + 1, LIMITS.PROSE, 1_000).map((part) => {
    const whole = part.join("\n");
    const block: types.KnownBlock =
      surface === "message" ? { type: "markdown", text: fenced(whole, language) } : richCode(whole);
    return { block, text: whole };
  });
}

type Row = readonly string[];

/** Ours: half of a message for one table, far below `LIMITS.TABLE_TEXT`. */
const TABLE_ROOM = LIMITS.PAYLOAD / 2;

function sizeOfRow(row: Row): number {
  return JSON.stringify(row.map(cell)).length;
}

function fitsTable(header: Row, rows: readonly Row[]): boolean {
  return (
    header.length <= LIMITS.TABLE_CELLS &&
    rows.every((row) => sizeOfRow(header) + sizeOfRow(row) <= TABLE_ROOM)
  );
}

function tables(header: Row, rows: readonly Row[]): readonly Piece[] {
  return group(rows, sizeOfRow, TABLE_ROOM - sizeOfRow(header), LIMITS.TABLE_ROWS - 1).map(
    (part) => {
      const block: types.TableBlock = {
        type: "table",
        rows: [header, ...part].map((row) => header.map((_, column) => cell(row[column] ?? ""))),
        column_settings: header.map(() => ({ is_wrapped: true })),
      };
      const text = part.map((row) => withoutMarkup(rowAsText(header, row))).join("\n");
      return { block, text, instead: rowsAsProse(header, part) };
    },
  );
}

function cell(text: string): types.TableBlock["rows"][number][number] {
  const plain = withoutMarkup(text);
  return plain === text ? { type: "raw_text", text: text || " " } : richText(text);
}

function rowAsText(header: Row, row: Row): string {
  const [first = "", ...others] = row;
  const cells = others.map((text, index) => `${header[index + 1] ?? ""}: ${text}`);
  return [`**${withoutMarkup(first)}**`, ...cells].join("\n");
}

function rowsAsProse(header: Row, rows: readonly Row[]): readonly Piece[] {
  const texts = rows.flatMap((row) => divide(rowAsText(header, row), LIMITS.PROSE));
  return group(texts, (text) => text.length + 2, LIMITS.PROSE, 50).map((part) => {
    const whole = part.join("\n\n");
    return { block: richText(whole), text: withoutMarkup(whole) };
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

function sources(items: readonly CitedSource[]): readonly Piece[] {
  const lines = items.map((item) => ({
    shown: `[${item.number}] ${item.url ? `<${linkTarget(item.url)}|${escapeMrkdwn(item.title)}>` : escapeMrkdwn(item.title)}`,
    text: `[${item.number}] ${item.title}${item.url ? ` ${item.url}` : ""}`,
  }));
  return group(lines, (line) => line.shown.length + 1, LIMITS.PROSE, 50).map((part) => ({
    block: {
      type: "context",
      elements: [
        { type: "mrkdwn", text: part.map((line) => line.shown).join("\n"), verbatim: true },
      ],
    },
    text: part.map((line) => line.text).join("\n"),
  }));
}

function linkTarget(url: string): string {
  return url.replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("|", "%7C");
}
