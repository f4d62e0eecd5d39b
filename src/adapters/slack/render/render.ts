import type { types } from "@slack/bolt";
import type { Block, Reply } from "../../../dialogue/reply.ts";
import { type PictureFile, pieces } from "./blocks.ts";
import { type ButtonOptions, choicePieces } from "./choices/buttons.ts";
import { LIMITS } from "./limits.ts";
import { escapeMrkdwn } from "./markdown.ts";
import type { Piece } from "./piece.ts";

/** One message. `text` says all of it in plain words, for notifications and screen readers. */
export type Body = { readonly text: string; readonly blocks: types.KnownBlock[] };

/** A file to be uploaded beside the message. */
export type FileBlock = Extract<Block, { kind: "file" }>;

/**
 * `surface` is given with the buttons. `pictureFile` gives uploaded files. `files`: "inline" writes files into the message,
 * "apart" leaves them to the caller (see `filesOf`). `lead` comes before the reply.
 */
export type RenderOptions = ButtonOptions & {
  readonly pictureFile: PictureFile;
  readonly files: "inline" | "apart";
  readonly lead: Piece | null;
};

/** A reply → one message, or several where one would pass Slack's limits. Nothing is cut; choices stand at the end. */
export function render(reply: Reply, options: RenderOptions): readonly Body[] {
  const shown = reply.blocks.filter((block) => options.files === "inline" || block.kind !== "file");
  const content = shown.flatMap((block) => pieces(block, options.surface, options.pictureFile));
  const said = options.lead ? [options.lead, ...content] : content;
  return pack([
    ...said.map((piece) => [piece]),
    choicePieces(reply.choices, options, reply.menu),
  ]).map(bodyOf);
}

/** The files that are to be uploaded beside the message. */
export function filesOf(reply: Reply): readonly FileBlock[] {
  return reply.blocks.filter((block) => block.kind === "file");
}

/** A message being filled, with the size of its blocks as JSON. */
type Filling = { readonly pieces: Piece[]; size: number };

/** Units stay together; tables after a message's first are told row by row; a unit without room begins a new message. */
function pack(units: readonly (readonly Piece[])[]): readonly (readonly Piece[])[] {
  const messages: Filling[] = [];
  for (const unit of units) {
    if (unit.length === 0) continue;
    const last = messages.at(-1);
    const shown = last && hasTable(last) ? unit.flatMap((piece) => piece.instead ?? [piece]) : unit;
    const size = sizeOf(shown);
    if (last && hasRoom(last, shown.length, size)) {
      last.pieces.push(...shown);
      last.size += size;
    } else {
      messages.push({ pieces: [...unit], size: shown === unit ? size : sizeOf(unit) });
    }
  }
  return messages.length > 0 ? messages.map(({ pieces }) => pieces) : [[]];
}

function hasTable({ pieces }: Filling): boolean {
  return pieces.some((piece) => piece.block.type === "table");
}

function hasRoom({ pieces, size }: Filling, blocks: number, more: number): boolean {
  return pieces.length + blocks <= LIMITS.MESSAGE_BLOCKS && size + more <= LIMITS.PAYLOAD;
}

function sizeOf(added: readonly Piece[]): number {
  return added.reduce((size, piece) => size + JSON.stringify(piece.block).length + 1, 0);
}

function bodyOf(message: readonly Piece[]): Body {
  return {
    text: escapeMrkdwn(
      message
        .map((piece) => piece.text)
        .filter((text) => text !== "")
        .join("\n\n"),
    ),
    blocks: message.map((piece) => piece.block),
  };
}

/** Blocks for a modal or the Home tab: one view holds them all, so the rest is left to the last block allowed. */
export function renderView(reply: Reply, options: RenderOptions): types.KnownBlock[] {
  return render(reply, { ...options, surface: "view" })
    .flatMap((body) => body.blocks)
    .slice(0, LIMITS.VIEW_BLOCKS);
}
