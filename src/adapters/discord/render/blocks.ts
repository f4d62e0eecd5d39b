import type { Block, Picture } from "../../../dialogue/reply.ts";
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
    case "paragraph":
      return text(toMarkdown(block.text));
    case "list":
      return text(listText(block.items, block.ordered));
    case "table":
      return text(tableText(block.header, block.rows));
    case "code":
      return { kind: "code", language: block.language, text: block.text };
    case "progress":
      return text(
        `-# ${"▰".repeat(block.done)}${"▱".repeat(Math.max(0, block.of - block.done))} ${escapeText(block.text)}`,
      );
    case "note":
      return text(smallPrint(toMarkdown(block.text)));
    case "picture":
      if (!pictures) return text(toMarkdown(block.alt));
      return { ...block, name: pictureName(block.picture) };
    case "file":
      return block;
    case "sources":
      return text(
        block.items
          .map(
            ({ number, title, url }) =>
              `-# \\[${number}] ${url ? link(title, url) : escapeText(title)}`,
          )
          .join("\n"),
      );
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

function listText(items: readonly string[], ordered: boolean): string {
  return items
    .map(
      (item, index) =>
        `${ordered ? `${index + 1}.` : "-"} ${toMarkdown(item).replaceAll("\n", "\n  ")}`,
    )
    .join("\n");
}

/** A table as one block per row, since Discord has none and wide text wraps on phones: its name, then `label: value` lines. */
function tableText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows
    .map(([name = "", ...cells]) =>
      [
        `**${plainMarkdown(name)}**`,
        ...cells.map((cell, index) => {
          const label = header[index + 1];
          return label ? `- ${plainMarkdown(label)}: ${toMarkdown(cell)}` : `- ${toMarkdown(cell)}`;
        }),
      ].join("\n"),
    )
    .join("\n");
}

function plainMarkdown(written: string): string {
  return toMarkdown(written.replaceAll("**", ""));
}
