/** One meaning of a phrase: its kind (`card`, `negation`, …) and the value that the word list gives it. */
export type Sense = { readonly kind: string; readonly value: string };

/** A recognised stretch of a message; a phrase with several meanings carries them all. */
export type Token = {
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
};

/** A word list as it stands in a file: kind → phrases, or kind → value → phrases. */
export type WordLists = {
  readonly [kind: string]: readonly string[] | { readonly [value: string]: readonly string[] };
};

type Node = { readonly next: Map<number, Node>; senses: Sense[] | null };

/** The phrases of one language, ready for `scan`. */
export type Lexicon = { readonly root: Node };

/** Word lists → lexicon. Phrases are expected in normalised form (lower case, NFKC). */
export function buildLexicon(lists: WordLists): Lexicon {
  const root: Node = { next: new Map(), senses: null };
  for (const [kind, list] of Object.entries(lists)) {
    const byValue = Array.isArray(list)
      ? { "": list as readonly string[] }
      : (list as { [value: string]: readonly string[] });
    for (const [value, phrases] of Object.entries(byValue)) {
      for (const phrase of phrases)
        for (const spelling of spellings(phrase)) insert(root, spelling, { kind, value });
    }
  }
  return { root };
}

function insert(root: Node, phrase: string, sense: Sense): void {
  let node = root;
  for (let i = 0; i < phrase.length; i++) {
    const unit = phrase.charCodeAt(i);
    let next = node.next.get(unit);
    if (!next) {
      next = { next: new Map(), senses: null };
      node.next.set(unit, next);
    }
    node = next;
  }
  node.senses ??= [];
  if (!node.senses.some((known) => known.kind === sense.kind && known.value === sense.value))
    node.senses.push(sense);
}

const HIRAGANA_ONLY = /^[\u3041-\u3096ー]{3,}$/;

/** A phrase in hiragana is also typed in katakana; a name of several parts also without the space or with a hyphen. */
function spellings(phrase: string): string[] {
  if (HIRAGANA_ONLY.test(phrase)) {
    return [
      phrase,
      phrase.replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)),
    ];
  }
  if (/^[a-z0-9]+(?: [a-z0-9]+)+$/.test(phrase) && /\d/.test(phrase)) {
    return [phrase, phrase.replaceAll(" ", ""), phrase.replaceAll(" ", "-")];
  }
  return phrase.includes("'") ? [phrase, phrase.replaceAll("'", "")] : [phrase];
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122;

/** Whether a phrase may start at `at`: never inside a Latin word; letters may follow a digit (`16gb`), a name may follow `4x`. */
function mayStart(text: string, at: number): boolean {
  if (at === 0) return true;
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  if (isLetter(before)) {
    if (!isLetter(unit) && !isDigit(unit)) return true;
    return before === 120 && (at === 1 || !isLetter(text.charCodeAt(at - 2)));
  }
  if (isDigit(unit)) return !isDigit(before) && before !== 46;
  return true;
}

/** Where a phrase that was followed up to `end` may end: not inside a word or a number; a plural s belongs to it. */
function endOf(text: string, end: number): number | null {
  const last = text.charCodeAt(end - 1);
  const after = text.charCodeAt(end);
  if (isDigit(last)) {
    if (isDigit(after)) return null;
    if (!isLetter(after)) return end;
  } else if (!isLetter(last) || !isLetter(after)) return end;
  const plural = after === 115 && !isLetter(text.charCodeAt(end + 1));
  if (plural) return end + 1;
  return isDigit(last) && after === 120 ? end : null;
}

/** The longest phrase of any lexicon at `at`, or null. Senses of equally long phrases of two languages are joined. */
export function matchAt(text: string, at: number, lexicons: readonly Lexicon[]): Token | null {
  if (!mayStart(text, at)) return null;
  let best: Token | null = null;
  for (const lexicon of lexicons) {
    const found = longest(text, at, lexicon);
    const end: number = best?.end ?? 0;
    if (!found || found.end < end) continue;
    best = found.end > end ? found : joined(best ?? found, found);
  }
  return best;
}

const joined = (a: Token, b: Token): Token => ({ ...a, senses: [...a.senses, ...b.senses] });

function longest(text: string, at: number, { root }: Lexicon): Token | null {
  let node: Node | undefined = root;
  let found: Token | null = null;
  for (let i = at; i < text.length; i++) {
    node = node.next.get(text.charCodeAt(i));
    if (!node) break;
    const end = node.senses ? endOf(text, i + 1) : null;
    if (node.senses && end !== null && end >= (found?.end ?? 0))
      found = { start: at, end, senses: node.senses };
  }
  return found;
}

/** The value that `token` has as a `kind`, or null when it is no such thing. */
export function valueAs(token: Token | undefined, kind: string): string | null {
  return token?.senses.find((sense) => sense.kind === kind)?.value ?? null;
}

/** Whether `token` is one of `kinds`. */
export function isA(token: Token | undefined, ...kinds: readonly string[]): boolean {
  return token !== undefined && token.senses.some((sense) => kinds.includes(sense.kind));
}
