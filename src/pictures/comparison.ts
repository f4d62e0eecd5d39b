import type { Part } from "../dialogue/content.ts";
import { say, type WordingContext } from "../dialogue/dependencies.ts";
import { withoutMarkup } from "../nlu/markup.ts";
import { fitLines } from "./measure.ts";
import { INK, LINE, PANEL, QUIET_INK } from "./palette.ts";
import { element, svgDocument, textLine, textLines } from "./svg.ts";

const WIDTH = 1200;
const MARGIN = 40;
const SIZE = 24;
const LINE_HEIGHT = 33;
const PADDING = { x: 14, y: 14 };

/** A part of the card with the height that it takes. */
type Piece = { readonly content: string; readonly height: number };

type Table = Extract<Part, { table: unknown }>["table"];

/** The tables of the comparison topic with the sentences that lead to them, as SVG. */
export function drawComparison(words: WordingContext): string {
  const { title, body } = words.deps.content.topic(words.language, "comparison_table");
  let y = 100;
  const content = [textLine(title, MARGIN, 78, { size: 46, weight: "bold", fill: INK })];
  for (const part of body) {
    const piece = drawPart(part, y);
    content.push(piece.content);
    y += piece.height;
  }
  const note = say(words, "pictures:comparison.note");
  content.push(textLine(note, MARGIN, y + 26, { size: 22, weight: "regular", fill: QUIET_INK }));
  return svgDocument(WIDTH, y + 54, content.join(""));
}

function drawPart(part: Part, y: number): Piece {
  if (typeof part === "string") return drawSentence(part, y);
  return "table" in part ? drawTable(part.table, y) : { content: "", height: 0 };
}

function drawSentence(text: string, y: number): Piece {
  const lines = fitLines(shown(text), WIDTH - 2 * MARGIN, SIZE, "regular");
  const style = { size: SIZE, weight: "regular", fill: QUIET_INK } as const;
  return {
    content: textLines(lines, MARGIN, y + 32, style, LINE_HEIGHT),
    height: 18 + lines.length * LINE_HEIGHT,
  };
}

function drawTable({ header, rows }: Table, y: number): Piece {
  const columns = columnsOf(header.length);
  const drawn: string[] = [];
  let bottom = y + 8;
  [header, ...rows].forEach((row, index) => {
    const piece = drawRow(row, columns, bottom, index);
    drawn.push(piece.content);
    bottom += piece.height;
  });
  return { content: drawn.join(""), height: bottom - y + 20 };
}

type Column = { readonly x: number; readonly width: number };

/** The first column is narrower: it holds the names of the rows. */
function columnsOf(count: number): readonly Column[] {
  const whole = WIDTH - 2 * MARGIN;
  const first = count > 3 ? whole * 0.17 : whole * 0.14;
  const other = (whole - first) / (count - 1);
  return Array.from({ length: count }, (_, index) =>
    index === 0
      ? { x: MARGIN, width: first }
      : { x: MARGIN + first + (index - 1) * other, width: other },
  );
}

function drawRow(
  row: readonly string[],
  columns: readonly Column[],
  top: number,
  index: number,
): Piece {
  const isHeader = index === 0;
  const cells = row.map((text, column) => {
    const weight = isHeader || column === 0 ? ("bold" as const) : ("regular" as const);
    const width = (columns[column]?.width ?? 0) - 2 * PADDING.x;
    return {
      weight,
      lines: fitLines(shown(text), width, SIZE, weight),
      x: columns[column]?.x ?? 0,
    };
  });
  const tallest = Math.max(...cells.map(({ lines }) => lines.length));
  const height = tallest * LINE_HEIGHT + 2 * PADDING.y;
  const ground = isHeader ? INK : index % 2 === 0 ? PANEL : "#ffffff";
  const fill = isHeader ? "#ffffff" : INK;
  const box = { x: MARGIN, y: top, width: WIDTH - 2 * MARGIN, height };
  const texts = cells.map(({ lines, x, weight }) =>
    textLines(
      lines,
      x + PADDING.x,
      top + PADDING.y + SIZE,
      { size: SIZE, weight, fill },
      LINE_HEIGHT,
    ),
  );
  return {
    content: element("rect", { ...box, fill: ground, stroke: LINE }) + texts.join(""),
    height,
  };
}

/** A picture has no links, so citations are left to the written answer. */
function shown(text: string): string {
  return withoutMarkup(text.replace(/\s*\[@[a-z0-9_]+\]/g, ""));
}
