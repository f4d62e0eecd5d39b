/**
 * The phrases that a template stands for: `(a|b)` is one of several, `[c]` may be left out, both nest, and `a|b` at the top is a
 * list. A phrase without marks stands for itself; unpaired brackets are read as if they were closed at the end.
 */
export function expandTemplate(template: string): readonly string[] {
  if (!/[[(|]/.test(template)) return [template];
  return [...new Set(alternatives({ text: template, at: 0 }))];
}

type Cursor = { readonly text: string; at: number };

/** Alternatives up to a closing bracket or the end; the cursor stands behind it afterwards. */
function alternatives(cursor: Cursor): string[] {
  const found: string[] = [];
  let sequence = [""];
  while (cursor.at < cursor.text.length) {
    const mark = cursor.text[cursor.at++] as string;
    if (mark === ")" || mark === "]") break;
    if (mark === "|") {
      found.push(...sequence);
      sequence = [""];
      continue;
    }
    const next = part(cursor, mark);
    sequence = sequence.flatMap((start) => next.map((end) => start + end));
  }
  return [...found, ...sequence];
}

function part(cursor: Cursor, mark: string): readonly string[] {
  if (mark === "(") return alternatives(cursor);
  return mark === "[" ? ["", ...alternatives(cursor)] : [mark];
}
