import type { Block, CitedSource, Picture, Table } from "../../../dialogue/reply.ts";
import { withoutMarkup } from "../../../nlu/markup.ts";
import { escapeText, fence, link, toMarkdown } from "./markdown.ts";
import { pictureName } from "./picture-name.ts";

/** A part of a message before it is packed. Code is kept apart because it is split by lines, fences repeated. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | {
      readonly kind: "picture";
      readonly name: string;
      readonly picture: Picture;
      readonly alt: string;
    }
  | { readonly kind: "file"; readonly name: string; readonly mime: string; readonly text: string };

/** One block → its piece. With `pictures` false (none can be drawn or attached) the alternative text stands in. */
export function toPiece(block: Block, pictures: boolean): Piece {
  switch (block.kind) {
    case "heading":
      return text(`### ${toMarkdown(block.text)}`);
    case "facts":
      return text(factsLine(block));
    case "paragraph":
      return text(toMarkdown(block.text));
    case "labelled":
      return text(`**${escapeText(block.label)}**  ${toMarkdown(block.text)}`);
    case "step":
      return text(`> **${escapeText(block.label)}**  ${toMarkdown(block.text)}`);
    case "list":
      return text(listText(block.items, block.ordered));
    case "table":
      return text(tableText(block));
    case "code":
      return { kind: "code", language: block.language, text: block.text };
    case "progress":
      return text(
        `-# ${"●".repeat(block.done)}${"○".repeat(Math.max(0, block.of - block.done))} ${escapeText(block.text)}`,
      );
    case "note":
      return text(smallPrint(toMarkdown(block.text)));
    case "picture":
      if (!pictures) return text(toMarkdown(block.alt));
      return { ...block, name: pictureName(block.picture) };
    case "file":
      return block;
    case "sources":
      return text(sourcesLine(block));
  }
}

/** A piece of text as it is sent. */
export function sentText(piece: Extract<Piece, { kind: "text" | "code" }>): string {
  return piece.kind === "text" ? piece.text : fence(piece.language, piece.text);
}

function text(written: string): Piece {
  return { kind: "text", text: written };
}

function smallPrint(written: string): string {
  return written.replace(/^(?=.)/gm, "-# ");
}

function factsLine({ lead, items, join }: Extract<Block, { kind: "facts" }>): string {
  const parts = [...(lead === null ? [] : [`**${escapeText(lead)}**`]), ...items.map(escapeText)];
  return parts.length === 0 ? "" : `-# ${parts.join(join)}`;
}

/** All sources in one line of short names, the code of the advice at its end. */
function sourcesLine({
  items,
  label,
  join = " · ",
  code,
}: Extract<Block, { kind: "sources" }>): string {
  const parts = [...items.map(sourceName), ...(code === undefined ? [] : [`\`${code}\``])];
  const before = label && items.length > 0 ? `${escapeText(label)} ` : "";
  return parts.length === 0 ? "" : `-# ${before}${parts.join(join)}`;
}

function sourceName({ number, short, url }: CitedSource): string {
  return `\\[${number}] ${url ? link(short, url) : escapeText(short)}`;
}

function listText(items: readonly string[], ordered: boolean): string {
  return items
    .map(
      (item, index) =>
        `${ordered ? `${index + 1}.` : "-"} ${toMarkdown(item).replaceAll("\n", "\n  ")}`,
    )
    .join("\n");
}

/**
 * A table row by row, since Discord has none and wide text wraps on phones: one line a row where there are two columns or numbers
 * with their units, else its name and `label: value` lines.
 */
function tableText(table: Table): string {
  return table.rows.map((row, at) => rowText(table, row, at === table.advised)).join("\n");
}

function rowText({ header, units }: Table, row: readonly string[], advised: boolean): string {
  const [name = "", ...cells] = row;
  const title = `**${advised ? "★ " : ""}${plainMarkdown(name)}**`;
  if (units) {
    const values = cells.map((cell, index) => `${plainMarkdown(cell)}${units[index + 1] ?? ""}`);
    return `${title}  ${values.join(" · ")}`;
  }
  if (header.length === 2) return `${title}  ${toMarkdown(cells[0] ?? "")}`;
  return [
    title,
    ...cells.map((cell, index) => {
      const label = header[index + 1];
      return label ? `- ${plainMarkdown(label)}: ${toMarkdown(cell)}` : `- ${toMarkdown(cell)}`;
    }),
  ].join("\n");
}

function plainMarkdown(written: string): string {
  return escapeText(withoutMarkup(written));
}
