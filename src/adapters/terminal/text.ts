import { styleText } from "node:util";
import { type Span, spans, withoutMarkup } from "../../nlu/markup.ts";
import { width, wrap } from "./wrap.ts";

/** How the terminal shows things. `columns` is its width. */
export type Look = { readonly colour: boolean; readonly columns: number };

/** House markup as lines of the terminal: wraps first and styles afterwards, as marks have no width. */
export function styled(text: string, look: Look): string {
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

/** A text beside its mark, its further lines below the text. */
export function hanging(mark: string, text: string, look: Look): string {
  const room = width(mark);
  const inner = styled(text, { ...look, columns: look.columns - room });
  return mark + inner.replaceAll("\n", `\n${" ".repeat(room)}`);
}

/** Plain lines in one style. */
export function painted(format: Parameters<typeof styleText>[0], text: string, look: Look): string {
  return wrap(withoutMarkup(text), look.columns)
    .map((line) => paint(format, line, look))
    .join("\n");
}

/** A text in a style, where there is colour. */
export function paint(format: Parameters<typeof styleText>[0], text: string, look: Look): string {
  return look.colour ? styleText(format, text, { validateStream: false }) : text;
}
