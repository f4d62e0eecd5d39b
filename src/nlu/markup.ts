/** A run of text with one style. `code` text is literal. */
export type Span = { readonly text: string; readonly bold: boolean; readonly code: boolean };

const MARK = /\*\*([^*]+)\*\*|`([^`]+)`/g;

/** House markup (`**bold**` and `` `code` ``, not nested) → its runs, in order. Unclosed marks stay as they are. */
export function spans(text: string): readonly Span[] {
  const found: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > end) found.push(plain(text.slice(end, match.index)));
    const [whole, bold, code] = match;
    if (bold !== undefined) found.push({ text: bold, bold: true, code: false });
    if (code !== undefined) found.push({ text: code, bold: false, code: true });
    end = match.index + whole.length;
  }
  if (end < text.length) found.push(plain(text.slice(end)));
  return found;
}

/** The text without its marks, for places that show no style. */
export function withoutMarkup(text: string): string {
  return spans(text)
    .map((span) => span.text)
    .join("");
}

/** A person's own words inside a phrase of ours: marks lose their meaning, so that nothing can be styled or cited. */
export function quoted(text: string): string {
  return text.replaceAll("**", "∗∗").replaceAll("`", "'").replaceAll("[@", "[＠");
}

function plain(text: string): Span {
  return { text, bold: false, code: false };
}
