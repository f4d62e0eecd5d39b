import type { types } from "@slack/bolt";
import type { Table } from "../../../dialogue/reply.ts";
import { withoutMarkup } from "../../../nlu/markup.ts";
import { LIMITS } from "./limits.ts";
import type { Piece, Surface } from "./piece.ts";
import { richText } from "./rich-text.ts";
import { divide, group } from "./split.ts";

type Row = readonly string[];

/** Ours: half of a message for one table, far below `LIMITS.TABLE_TEXT`. */
const TABLE_ROOM = LIMITS.PAYLOAD / 2;

/** A table as Slack draws it where there is room and the surface has one; else row by row. */
export function tablePieces(table: Table, surface: Surface): readonly Piece[] {
  const marked = { ...table, rows: table.rows.map((row, at) => markedRow(table, row, at)) };
  return surface === "message" && fitsTable(marked) ? tables(marked) : rowsAsProse(marked);
}

/** The advised row is bold and has a star. */
function markedRow({ advised }: Table, row: Row, at: number): Row {
  if (at !== advised) return row;
  return row.map((cell, column) => `**${column === 0 ? "★ " : ""}${withoutMarkup(cell)}**`);
}

function sizeOfRow(row: Row): number {
  return JSON.stringify(row.map(cell)).length;
}

function fitsTable({ header, rows }: Table): boolean {
  return (
    header.length <= LIMITS.TABLE_CELLS &&
    rows.every((row) => sizeOfRow(header) + sizeOfRow(row) <= TABLE_ROOM)
  );
}

function tables(table: Table): readonly Piece[] {
  const { header, rows } = table;
  return group(rows, sizeOfRow, TABLE_ROOM - sizeOfRow(header), LIMITS.TABLE_ROWS - 1).map(
    (part) => {
      const block: types.TableBlock = {
        type: "table",
        rows: [header, ...part].map((row) => header.map((_, column) => cell(row[column] ?? ""))),
        column_settings: header.map((_, column) => columnSetting(table, column)),
      };
      const text = part.map((row) => withoutMarkup(rowAsText(table, row))).join("\n");
      return { block, text, instead: rowsAsProse({ ...table, rows: part }) };
    },
  );
}

/** Names keep to one line, numbers stand to the right, all other texts wrap. */
function columnSetting(
  { units, header }: Table,
  column: number,
): { readonly align?: "right"; readonly is_wrapped?: boolean } {
  if (units?.[column]) return { align: "right" };
  return { is_wrapped: column > 0 || header.length > 2 };
}

function cell(text: string): types.TableBlock["rows"][number][number] {
  const plain = withoutMarkup(text);
  return plain === text ? { type: "raw_text", text: text || " " } : richText(text);
}

function rowAsText({ header, units }: Table, row: Row): string {
  const [first = "", ...others] = row;
  const name = `**${withoutMarkup(first)}**`;
  if (units)
    return `${name}  ${others.map((text, index) => `${withoutMarkup(text)}${units[index + 1] ?? ""}`).join(" · ")}`;
  return [name, ...others.map((text, index) => `${header[index + 1] ?? ""}: ${text}`)].join("\n");
}

function rowsAsProse(table: Table): readonly Piece[] {
  const texts = table.rows.flatMap((row) => divide(rowAsText(table, row), LIMITS.PROSE));
  const joint = table.units ? "\n" : "\n\n";
  return group(texts, (text) => text.length + 2, LIMITS.PROSE, 50).map((part) => {
    const whole = part.join(joint);
    return { block: richText(whole), text: withoutMarkup(whole) };
  });
}
