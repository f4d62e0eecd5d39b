import stringWidth from "string-width";

/** Characters that must not begin a line in Japanese. */
const NEVER_FIRST =
  /^[、。，．・：；？！）］｝」』】〉》ー々…〜～%％ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
const SEGMENTS = new Intl.Segmenter("ja", { granularity: "word" });

/** Columns that a text takes; a wide character takes two. */
export function width(text: string): number {
  return stringWidth(text);
}

/** Lines of at most `columns`; breaks between words, in Japanese between any two words, never before 。 and the like. */
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
    if (width((current + piece).trimEnd()) <= columns || current === "") current += piece;
    else {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    }
  }
  return [...lines, current.trimEnd()];
}

/** Unbreakable pieces: words with the marks that must follow them; a piece wider than a line is cut. */
function pieces(line: string, columns: number): readonly string[] {
  const found: string[] = [];
  for (const { segment } of SEGMENTS.segment(line)) {
    const last = found.at(-1);
    const sticks =
      last !== undefined &&
      (NEVER_FIRST.test(segment) || (/^[\x21-\x7e]+$/.test(segment) && /[\x21-\x7e]$/.test(last)));
    if (sticks && width(last + segment) <= columns) found[found.length - 1] = last + segment;
    else if (width(segment) > columns) found.push(...segment);
    else found.push(segment);
  }
  return found;
}
