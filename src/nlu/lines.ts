/**
 * A text in lines of at most `limit`, in the unit of `widthOf`. Lines break at spaces, and between Japanese characters
 * where no closing mark would start a line and no opening one end it. A longer word has a line of its own.
 */
export function wrapLines(
  text: string,
  limit: number,
  widthOf: (text: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(PIECES) ?? []) {
    if (line !== "" && widthOf(line + piece.trimEnd()) > limit) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  }
  return [...lines, line.trimEnd()];
}

const OPENING = "「『（(";
const CLOSING = "、。，．」』）)：；！？・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜";
const WIDE = "\\u3000-\\u9fff\\uff00-\\uffef";

/** What is kept together: one wide character with the marks around it, or a word with the space after it. */
const PIECES = new RegExp(
  `[${OPENING}]*[${WIDE}][${CLOSING}]*\\s*|[${OPENING}]*[^\\s${WIDE}]+[${CLOSING}]*\\s*|\\s+`,
  "gu",
);
