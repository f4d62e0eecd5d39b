import stringWidth from "string-width";

/** Marks that must not begin a line in Japanese, and brackets that must not end one. */
const CLOSING = /^[、。，．・：；？！）］｝」』】〉》ー々…〜～%％,.;:!?)\]}]/u;
const OPENING = /[（［｛「『【〈《([{]$/u;

/**
 * What stays on one line: katakana, kanji with the kana that follow, words and numbers of the Latin alphabet with the unit or
 * counter behind them. A citation sticks to what it proves by its no-break space.
 */
const RUN =
  /[約第]?[\x21-\x7e\u00a0–×★●○→]+(?:[\p{Script=Han}々]*[\p{Script=Hiragana}ー]*)|[\p{Script=Katakana}ー]+[\p{Script=Hiragana}]*|[\p{Script=Han}々〇]+[\p{Script=Hiragana}ー]*|[\p{Script=Hiragana}ー]+|[^\S\u00a0]+|./gsu;

/** Columns that a text takes; a wide character takes two, an ambiguous one takes one. */
export function width(text: string): number {
  return stringWidth(text);
}

/** Lines of at most `columns`, broken between words, in Japanese between phrases. */
export function wrap(text: string, columns: number): readonly string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(columns, 8)));
}

/** The text followed by spaces up to the given columns. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

function wrapLine(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const piece of pieces(line, columns)) {
    if (width(trimmed(current + piece)) <= columns || current === "") current += piece;
    else {
      lines.push(trimmed(current));
      current = piece.replace(/^[^\S\u00a0]+/, "");
    }
  }
  return [...lines, trimmed(current)];
}

function trimmed(text: string): string {
  return text.replace(/[^\S\u00a0]+$/, "");
}

/** Unbreakable pieces: runs with their brackets and marks; a piece wider than a line is cut. */
function pieces(line: string, columns: number): readonly string[] {
  const found: string[] = [];
  for (const [run] of line.matchAll(RUN)) {
    const last = found.at(-1);
    const sticks =
      last !== undefined && (CLOSING.test(run) || OPENING.test(last) || run[0] === "\u00a0");
    if (sticks && last.trim() !== "" && width(last + run) <= columns)
      found[found.length - 1] = last + run;
    else if (width(run) > columns) found.push(...run);
    else found.push(run);
  }
  return found;
}
