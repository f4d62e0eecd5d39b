import type { Block, Tone } from "../../../dialogue/reply.ts";
import { type Piece, toPiece } from "./blocks.ts";

/** The colour at a card's edge; it never says anything that the words do not. */
export const ACCENTS: { readonly [T in Tone]: number } = {
  advice: 0x2e9e6b,
  answer: 0x4c7df0,
  question: 0x8b6fe0,
  unsure: 0xd19a2a,
  administration: 0x6b7280,
};

/** A line across the card. */
export const RULE = { kind: "rule" } as const;

/** Blocks → pieces in order: what belongs together in one text, a line before the reasons and around a table of numbers. */
export function layOut(
  blocks: readonly Block[],
  pictures: boolean,
): readonly (Piece | typeof RULE)[] {
  const groups = together(blocks);
  return groups.flatMap((group, at): readonly (Piece | typeof RULE)[] => {
    const pieces = joined(group.map((block) => toPiece(block, pictures)));
    const before = groups[at - 1]?.at(-1);
    return before && isApart(before, group[0]) ? [RULE, ...pieces] : pieces;
  });
}

/** Small print stands in one text with what it belongs to, and so does a question with how far it is. */
function together(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && belongs(last, block)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function belongs(group: readonly Block[], block: Block): boolean {
  const before = group.at(-1)?.kind;
  if (block.kind === "facts") return before === "heading" || before === "progress";
  if (block.kind === "note") return before === "heading" || before === "paragraph";
  const asks = group[0]?.kind === "progress" && (before === "progress" || before === "facts");
  return asks && (block.kind === "paragraph" || block.kind === "heading");
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const texts = pieces.flatMap((piece) => (piece.kind === "text" ? [piece.text] : []));
  if (texts.length < pieces.length) return pieces;
  return [{ kind: "text", text: texts.filter((text) => text !== "").join("\n") }];
}

function isApart(before: Block, block: Block | undefined): boolean {
  if (block?.kind === "labelled") return before.kind === "paragraph";
  return block?.kind === "table" || before.kind === "table";
}
