import type { Table } from "../../dialogue/reply.ts";
import { withoutMarkup } from "../../nlu/markup.ts";
import { type Look, paint } from "./text.ts";
import { pad, width, wrap } from "./wrap.ts";

/** Between two columns. */
const GAP = 2;

/** A table without a box: a rule under the header, numbers to the right, the advised row with a star. */
export function tableLines({ header, rows, units, advised }: Table, look: Look): string {
  const marked = rows.map((row, at) =>
    at === advised ? row.map((cell, column) => (column === 0 ? `★ ${cell}` : cell)) : row,
  );
  const all = [header, ...marked].map((row) => row.map((cell) => withoutMarkup(cell)));
  const widths = columnWidths(all, look.columns);
  const drawn = all.map((row) => rowLines(row, widths, units));
  const [head = "", ...body] = drawn;
  const rule = "─".repeat(widths.reduce((sum, each) => sum + each + GAP, -GAP));
  const lines = body.map((row, at) => (at === advised ? paint(["bold"], row, look) : row));
  return [paint(["bold"], head, look), paint(["dim"], rule, look), ...lines].join("\n");
}

function rowLines(
  cells: readonly string[],
  widths: readonly number[],
  units: Table["units"],
): string {
  const wrapped = widths.map((columns, at) => wrap(cells[at] ?? "", columns));
  const height = Math.max(...wrapped.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((cell, at) => {
        const text = cell[line] ?? "";
        const columns = widths[at] ?? 8;
        return units?.[at]
          ? " ".repeat(Math.max(0, columns - width(text))) + text
          : pad(text, columns);
      })
      .join(" ".repeat(GAP))
      .trimEnd(),
  ).join("\n");
}

/** Each column as wide as its widest cell while there is room; else the widest ones share what is left. */
function columnWidths(rows: readonly (readonly string[])[], columns: number): readonly number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const wanted = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => width(row[at] ?? ""))),
  );
  let room = columns - GAP * (count - 1);
  const widths = new Array<number>(count).fill(0);
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  order.forEach((at, taken) => {
    const share = Math.max(8, Math.floor(room / (count - taken)));
    widths[at] = Math.min(wanted[at] ?? 0, share);
    room -= widths[at] ?? 0;
  });
  return widths;
}
