/** Surface forms of the field's terms, by concept id, of one language: a `terms.json` of the locales, in NFKC lower case. */
export type TermList = { readonly [concept: string]: readonly string[] };

/** Finds terms in normalised lower-case text. `longest` is the length of the longest form that begins with a character. */
export type Terms = {
  readonly concepts: ReadonlyMap<string, string>;
  readonly longest: ReadonlyMap<string, number>;
};

/** A piece of a text: a term with its concept, or what stands between terms (concept null). */
export type Piece = { readonly text: string; readonly concept: string | null };

/** The lists of all languages together: one concept has one id, however and in whichever language it is written. */
export function compileTerms(lists: readonly TermList[]): Terms {
  const concepts = new Map<string, string>();
  const longest = new Map<string, number>();
  for (const list of lists) {
    for (const concept in list) {
      for (const form of list[concept] ?? []) {
        concepts.set(form, concept);
        const first = form.charAt(0);
        if (form.length > (longest.get(first) ?? 0)) longest.set(first, form.length);
      }
    }
  }
  return { concepts, longest };
}

/** The text cut at its terms, the longest first from the left. Latin forms are whole words; Japanese has no gaps. */
export function splitTerms(text: string, terms: Terms): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const form = formAt(text, at, terms);
    if (form === null) {
      at += 1;
      continue;
    }
    if (at > from) pieces.push({ text: text.slice(from, at), concept: null });
    pieces.push({ text: form, concept: terms.concepts.get(form) ?? null });
    at += form.length;
    from = at;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), concept: null });
  return pieces;
}

/** Whether a run of text starts in Latin letters or digits. */
export function isLatin(run: string): boolean {
  return /^[a-z0-9<]/.test(run);
}

function formAt(text: string, at: number, { concepts, longest }: Terms): string | null {
  const most = Math.min(longest.get(text.charAt(at)) ?? 0, text.length - at);
  if (most === 0) return null;
  const isWord = isWordCharacter(text, at);
  if (isWord && isWordCharacter(text, at - 1)) return null;
  for (let length = most; length > 0; length -= 1) {
    if (isWord && isWordCharacter(text, at + length)) continue;
    const form = text.slice(at, at + length);
    if (concepts.has(form)) return form;
  }
  return null;
}

/** a to z and 0 to 9. */
function isWordCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57);
}
