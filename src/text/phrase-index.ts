/** Something that is looked up by the text it consists of. */
type Named = { readonly text: string };

/** Phrases by their first three characters (UTF-16 units); shorter ones by what they have. The longest first. */
type Starts<P> = {
  readonly three: Map<number, P[]>;
  readonly two: Map<number, P[]>;
  readonly one: P[];
};

/** Phrases by their first character. */
export type PhraseIndex<P extends Named> = ReadonlyMap<number, Starts<P>>;

/** Phrases → index. Empty ones are left out. */
export function indexPhrases<P extends Named>(phrases: Iterable<P>): PhraseIndex<P> {
  const index = new Map<number, Starts<P>>();
  for (const phrase of phrases) {
    const { text } = phrase;
    if (text === "") continue;
    const first = text.charCodeAt(0);
    const starts: Starts<P> = index.get(first) ?? { three: new Map(), two: new Map(), one: [] };
    index.set(first, starts);
    if (text.length === 1) starts.one.push(phrase);
    else if (text.length === 2) add(starts.two, text.charCodeAt(1), phrase);
    else add(starts.three, pairAt(text, 1), phrase);
  }
  for (const { three } of index.values())
    for (const bucket of three.values()) bucket.sort((a, b) => b.text.length - a.text.length);
  return index;
}

/** The longest phrase that stands at `at` and that `accepts` (given where it ends), or null. */
export function longestAt<P extends Named>(
  index: PhraseIndex<P>,
  text: string,
  at: number,
  accepts: (text: string, end: number) => boolean,
): P | null {
  const starts = index.get(text.charCodeAt(at));
  if (starts === undefined) return null;
  return (
    firstOf(starts.three.get(pairAt(text, at + 1)), text, at, accepts) ??
    firstOf(starts.two.get(text.charCodeAt(at + 1)), text, at, accepts) ??
    firstOf(starts.one, text, at, accepts)
  );
}

function firstOf<P extends Named>(
  bucket: readonly P[] | undefined,
  text: string,
  at: number,
  accepts: (text: string, end: number) => boolean,
): P | null {
  if (bucket === undefined) return null;
  for (const phrase of bucket) {
    if (text.startsWith(phrase.text, at) && accepts(text, at + phrase.text.length)) return phrase;
  }
  return null;
}

/** Two characters as one number. */
function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

function add<P>(buckets: Map<number, P[]>, key: number, phrase: P): void {
  const bucket = buckets.get(key);
  if (bucket) bucket.push(phrase);
  else buckets.set(key, [phrase]);
}
