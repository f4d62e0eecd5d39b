/** Something that is looked up by the text it consists of. */
type Named = { readonly text: string };

/**
 * Phrases that begin alike. Few are a list; many are told apart by their next two characters (UTF-16 units), and those that
 * end before have a list. Lists have the longest first.
 */
type Branch<P> = {
  readonly list: readonly P[];
  readonly next: ReadonlyMap<number, Branch<P>> | null;
};

/** Phrases by their first character. */
export type PhraseIndex<P extends Named> = ReadonlyMap<number, Branch<P>>;

/** So many phrases are looked through one by one: each is read from a place of its own in memory. */
const FEW = 6;

/** Phrases → index. Empty ones are left out. */
export function indexPhrases<P extends Named>(phrases: Iterable<P>): PhraseIndex<P> {
  const longestFirst = [...phrases]
    .filter(({ text }) => text !== "")
    .sort((a, b) => b.text.length - a.text.length);
  const starts = Map.groupBy(longestFirst, ({ text }) => text.charCodeAt(0));
  return new Map([...starts].map(([first, group]) => [first, branch(group, 1)]));
}

/** `phrases`, the longest first, are alike before `depth`. */
function branch<P extends Named>(phrases: readonly P[], depth: number): Branch<P> {
  const longer = phrases.filter(({ text }) => text.length >= depth + 2);
  if (phrases.length <= FEW || longer.length === 0) return { list: phrases, next: null };
  const groups = Map.groupBy(longer, ({ text }) => pairAt(text, depth));
  return {
    list: phrases.slice(longer.length),
    next: new Map([...groups].map(([pair, group]) => [pair, branch(group, depth + 2)])),
  };
}

/** The longest phrase that stands at `at` and that `accepts` (given where it ends), or null. */
export function longestAt<P extends Named>(
  index: PhraseIndex<P>,
  text: string,
  at: number,
  accepts: (text: string, end: number) => boolean,
): P | null {
  const start = index.get(text.charCodeAt(at));
  return start === undefined ? null : longestOf(start, 1, text, at, accepts);
}

function longestOf<P extends Named>(
  { list, next }: Branch<P>,
  depth: number,
  text: string,
  at: number,
  accepts: (text: string, end: number) => boolean,
): P | null {
  const longer = next?.get(pairAt(text, at + depth));
  if (longer !== undefined) {
    const found = longestOf(longer, depth + 2, text, at, accepts);
    if (found !== null) return found;
  }
  for (const phrase of list) {
    if (text.startsWith(phrase.text, at) && accepts(text, at + phrase.text.length)) return phrase;
  }
  return null;
}

/** Two characters as one number. */
function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}
