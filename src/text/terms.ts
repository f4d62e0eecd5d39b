/** Surface forms of the field's terms, by concept id, of one language: a `terms.json` of the locales. */
export type TermList = { readonly [concept: string]: readonly string[] };

/** Finds terms in normalised lower-case text. */
export type Terms = { readonly pattern: RegExp; readonly concepts: ReadonlyMap<string, string> };

/** Compiles the lists of all languages: one concept has one id, however and in whichever language it is written. */
export function compileTerms(lists: readonly TermList[]): Terms {
  const concepts = new Map<string, string>();
  for (const list of lists) {
    for (const [concept, forms] of Object.entries(list)) {
      for (const form of forms) concepts.set(form.normalize("NFKC").toLowerCase(), concept);
    }
  }
  const forms = [...concepts.keys()].sort((a, b) => b.length - a.length).map(asPattern);
  return { pattern: new RegExp(forms.join("|"), "gu"), concepts };
}

/** Whether a run of text starts in Latin letters or digits. */
export function isLatin(run: string): boolean {
  return /^[a-z0-9<]/.test(run);
}

/** Latin forms are whole words; Japanese has no gaps between words. */
function asPattern(form: string): string {
  const escaped = form.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return isLatin(form) ? `(?<![a-z0-9])${escaped}(?![a-z0-9])` : escaped;
}
