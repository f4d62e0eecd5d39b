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
  const forms = [...concepts.keys()].sort((a, b) => b.length - a.length);
  return { pattern: asPattern(forms), concepts };
}

/** Whether a run of text starts in Latin letters or digits. */
export function isLatin(run: string): boolean {
  return /^[a-z0-9<]/.test(run);
}

/** Latin forms are whole words; Japanese has no gaps between words. One border around all forms keeps it fast. */
function asPattern(forms: readonly string[]): RegExp {
  const either = (some: readonly string[]) =>
    some.map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|") || "(?!)";
  const latin = either(forms.filter(isLatin));
  const others = either(forms.filter((form) => !isLatin(form)));
  return new RegExp(`(?<![a-z0-9])(?:${latin})(?![a-z0-9])|${others}`, "gu");
}
