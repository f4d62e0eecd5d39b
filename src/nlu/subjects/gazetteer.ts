import { isWordCharacter } from "../characters.ts";
import { indexPhrases, longestAt, type PhraseIndex } from "../dialogue-acts/phrase-index.ts";

/** The ways to write the names of subjects, of all languages. */
export type SubjectNames = { readonly id: string; readonly names: readonly string[] };

type Name = { readonly text: string; readonly subjects: readonly string[] };

/** Finds the names of subjects in a text. */
export type Gazetteer = PhraseIndex<Name>;

/** A name found in a text, from `start` to before `end`. One name can stand for several subjects. */
export type Mention = {
  readonly subjects: readonly string[];
  readonly start: number;
  readonly end: number;
};

/** All names of all subjects, compared in NFKC and lower case. */
export function buildGazetteer(subjects: readonly SubjectNames[]): Gazetteer {
  const names = new Map<string, string[]>();
  for (const { id, names: own } of subjects) {
    for (const name of own) {
      const text = plainForm(name);
      const known = names.get(text) ?? [];
      if (!known.includes(id)) names.set(text, [...known, id]);
    }
  }
  return indexPhrases([...names].map(([text, own]) => ({ text, subjects: own })));
}

/** A name that so many questions on other subjects hold, and so many times more than its own, names nothing by itself. */
const EVERYDAY = { questions: 25, share: 4 } as const;

/** The names without those that people use all the time when they ask for something else ("model", データ). */
export function withoutEveryday(
  subjects: readonly SubjectNames[],
  asked: readonly { readonly text: string; readonly subject: string }[],
): readonly SubjectNames[] {
  const gazetteer = buildGazetteer(subjects);
  const counts = new Map<string, { own: number; others: number }>();
  for (const { text, subject } of asked) {
    const plain = plainForm(text);
    for (const mention of findMentions(plain, gazetteer)) {
      const name = plain.slice(mention.start, mention.end);
      const count = counts.get(name) ?? { own: 0, others: 0 };
      if (mention.subjects.includes(subject)) count.own += 1;
      else count.others += 1;
      counts.set(name, count);
    }
  }
  const isEveryday = (name: string): boolean => {
    const { own, others } = counts.get(plainForm(name)) ?? { own: 0, others: 0 };
    return others >= EVERYDAY.questions && others > EVERYDAY.share * own;
  };
  return subjects.map(({ id, names }) => ({
    id,
    names: names.filter((name) => !isEveryday(name)),
  }));
}

/** Text → the form in which names are compared; as long as its input only for text in NFKC. */
export function plainForm(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The names in a text in plain form, the longest first from the left, without overlap. */
export function findMentions(plain: string, gazetteer: Gazetteer): readonly Mention[] {
  const found: Mention[] = [];
  let at = 0;
  while (at < plain.length) {
    const name = startsRun(plain, at) ? longestAt(gazetteer, plain, at, endsRun) : null;
    if (name === null) {
      at += 1;
      continue;
    }
    const end = at + name.text.length;
    found.push({ subjects: name.subjects, start: at, end });
    at = end;
  }
  return found;
}

/** Names in Latin letters or katakana are whole words; among kanji and hiragana there are no gaps to look for. */
function startsRun(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  if (isWordCharacter(unit)) return !isWordCharacter(before);
  return !(isKatakana(unit) && isKatakana(before));
}

function endsRun(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  const next = text.charCodeAt(end);
  if (isKatakana(last)) return !isKatakana(next);
  if (!isWordCharacter(last) || !isWordCharacter(next)) return true;
  return next === PLURAL && !isWordCharacter(text.charCodeAt(end + 1));
}

const PLURAL = "s".charCodeAt(0);

function isKatakana(unit: number): boolean {
  return unit >= 0x30a1 && unit <= 0x30fc;
}
