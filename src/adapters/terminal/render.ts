import { styleText } from "node:util";
import type { Block, Choice, Reply } from "../../dialogue/reply.ts";
import { type Span, spans, withoutMarkup } from "../../nlu/markup.ts";
import { pad, width, wrap } from "./wrap.ts";

/** How the terminal shows things. `columns` is its width. */
export type Look = { readonly colour: boolean; readonly columns: number };

const WIDEST = 96;

/** A reply as terminal text. Options have numbers, other choices letters (see `choiceKey`). */
export function renderReply(reply: Reply, look: Look): string {
  const columns = Math.min(look.columns, WIDEST);
  const blocks = reply.blocks.map((block) => renderBlock(block, { ...look, columns }));
  const choices = renderChoices(reply.choices, { ...look, columns });
  return [...blocks, ...(choices === "" ? [] : [choices])].join("\n\n");
}

/** What is typed to take a choice: 1, 2, … for options, a, b, … for the others. */
export function choiceKey(choices: readonly Choice[], choice: Choice): string {
  const same = choices.filter(({ role }) => (role === "option") === (choice.role === "option"));
  const at = same.indexOf(choice);
  return choice.role === "option" ? String(at + 1) : String.fromCharCode(97 + at);
}

function renderBlock(block: Block, look: Look): string {
  switch (block.kind) {
    case "heading":
      return paint(["bold", "cyan"], lines(block.text, look).join("\n"), look);
    case "paragraph":
      return styled(block.text, look);
    case "note":
      return paint(["dim"], lines(block.text, look).join("\n"), look);
    case "progress":
      return paint(["magenta"], `${bar(block.done, block.of)} ${block.text}`, look);
    case "list":
      return block.items
        .map((item, at) => listItem(block.ordered ? `${at + 1}. ` : "• ", item, look))
        .join("\n");
    case "table":
      return renderTable(block.header, block.rows, look);
    case "code":
      return paint(["green"], block.text.replace(/^/gm, "  "), look);
    case "file":
      return `${paint(["bold"], block.name, look)}\n${paint(["green"], block.text.replace(/^/gm, "  "), look)}`;
    case "picture":
      return paint(["dim"], lines(block.alt, look).join("\n"), look);
    case "sources":
      return block.items
        .map(({ number, title, url }) => {
          const line = `[${number}] ${title}`;
          return paint(["dim"], url === null ? line : `${line} ${url}`, look);
        })
        .join("\n");
  }
}

function bar(done: number, of: number): string {
  return "●".repeat(done + 1) + "○".repeat(Math.max(0, of - done - 1));
}

function listItem(mark: string, item: string, look: Look): string {
  const indent = " ".repeat(width(mark));
  const inner = styled(item, { ...look, columns: look.columns - width(mark) });
  return mark + inner.replaceAll("\n", `\n${indent}`);
}

/** Wraps first and styles afterwards: marks have no width. */
function styled(text: string, look: Look): string {
  const runs = spans(text);
  const plain = runs.map((run) => run.text).join("");
  const styles = runs.flatMap((run) => new Array<Span>(run.text.length).fill(run));
  let at = 0;
  return wrap(plain, look.columns)
    .map((line) => {
      const start = plain.indexOf(line, at);
      at = start + line.length;
      return styledLine(line, styles.slice(start, at), look);
    })
    .join("\n");
}

/** `styles` holds the run of each character. */
function styledLine(line: string, styles: readonly Span[], look: Look): string {
  let result = "";
  for (let from = 0; from < line.length; ) {
    const run = styles[from];
    let to = from;
    while (to < line.length && styles[to] === run) to += 1;
    const part = line.slice(from, to);
    result += run?.bold
      ? paint(["bold"], part, look)
      : run?.code
        ? paint(["green"], part, look)
        : part;
    from = to;
  }
  return result;
}

function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  look: Look,
): string {
  const all = [header, ...rows].map((row) => row.map((cell) => withoutMarkup(cell)));
  const widths = columnWidths(all, look.columns);
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((columns) => "─".repeat(columns + 2)).join(middle) + right;
  const body = all.map((row) => tableRow(row, widths));
  const [first = "", ...others] = body;
  const [head = "", ...rest] = [paint(["bold"], first, look), ...others];
  return [
    rule("┌", "┬", "┐"),
    head,
    rule("├", "┼", "┤"),
    rest.join(`\n${rule("├", "┼", "┤")}\n`),
    rule("└", "┴", "┘"),
  ].join("\n");
}

function tableRow(cells: readonly string[], widths: readonly number[]): string {
  const wrapped = cells.map((cell, at) => wrap(cell, widths[at] ?? 8));
  const height = Math.max(...wrapped.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = wrapped.map((cell, at) => pad(cell[line] ?? "", widths[at] ?? 8));
    return `│ ${parts.join(" │ ")} │`;
  }).join("\n");
}

/** Each column as wide as its widest cell while there is room; else the widest ones share what is left. */
function columnWidths(rows: readonly (readonly string[])[], columns: number): readonly number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const wanted = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => width(row[at] ?? ""))),
  );
  let room = columns - 3 * count - 1;
  const widths = new Array<number>(count).fill(0);
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  order.forEach((at, taken) => {
    const share = Math.max(8, Math.floor(room / (count - taken)));
    widths[at] = Math.min(wanted[at] ?? 0, share);
    room -= widths[at] ?? 0;
  });
  return widths;
}

function renderChoices(choices: readonly Choice[], look: Look): string {
  const shown = choices.map((choice) => {
    const key = paint(["yellow"], `[${choiceKey(choices, choice)}]`, look);
    const label = choice.primary ? paint(["bold"], choice.label, look) : choice.label;
    if (choice.description === null) return { choice, line: `${key} ${label}` };
    return { choice, line: `${key} ${label}  ${paint(["dim"], choice.description, look)}` };
  });
  const options = shown.filter(({ choice }) => choice.role === "option").map(({ line }) => line);
  const others = shown.filter(({ choice }) => choice.role !== "option").map(({ line }) => line);
  return [options.join("\n"), flow(others, look.columns)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Several short choices on a line. */
function flow(items: readonly string[], columns: number): string {
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (last !== undefined && width(last) + width(item) + 3 <= columns)
      rows[rows.length - 1] = `${last}   ${item}`;
    else rows.push(item);
  }
  return rows.join("\n");
}

function lines(text: string, look: Look): readonly string[] {
  return wrap(withoutMarkup(text), look.columns);
}

function paint(format: Parameters<typeof styleText>[0], text: string, look: Look): string {
  return look.colour ? styleText(format, text, { validateStream: false }) : text;
}
