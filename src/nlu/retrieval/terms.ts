import { isWordCharacter } from "../characters.ts";
import { indexPhrases, longestAt, type PhraseIndex } from "../dialogue-acts/phrase-index.ts";

/** Surface forms of the field's terms, by concept id, of one language: a `terms.json` of the locales, in NFKC lower case. */
export type TermList = { readonly [concept: string]: readonly string[] };

/** One form of a term. */
type Form = { readonly text: string; readonly concept: string };

/** Finds terms in normalised lower-case text. */
export type Terms = PhraseIndex<Form>;

/** A piece of a text: a term with its concept, or what stands between terms (concept null). */
export type Piece = { readonly text: string; readonly concept: string | null };

/** The lists of all languages together: one concept has one id, however and in whichever language it is written. */
export function compileTerms(lists: readonly TermList[]): Terms {
  const forms = new Map<string, Form>();
  for (const list of lists) {
    for (const concept in list) {
      for (const text of list[concept] ?? []) forms.set(text, { text, concept });
    }
  }
  return indexPhrases(forms.values());
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
    pieces.push(form);
    at += form.text.length;
    from = at;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), concept: null });
  return pieces;
}

/** Whether a run of text starts in Latin letters or digits. */
export function isLatin(run: string): boolean {
  return /^[a-z0-9<]/.test(run);
}

function formAt(text: string, at: number, terms: Terms): Form | null {
  const isWord = isWordCharacter(text.charCodeAt(at));
  if (isWord && isWordCharacter(text.charCodeAt(at - 1))) return null;
  return longestAt(terms, text, at, isWord ? endsWord : endsAnywhere);
}

const endsWord = (text: string, end: number): boolean => !isWordCharacter(text.charCodeAt(end));
const endsAnywhere = (): boolean => true;
