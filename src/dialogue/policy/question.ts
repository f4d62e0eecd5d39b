import type { Ranked, Ranking } from "../../nlu/retrieval/classify.ts";
import type { Content } from "../content.ts";
import type { Focus } from "../state.ts";

/**
 * What a question asks for. `answer`: an entry, with others that may have been meant. `uncovered`: the subject is known but not
 * what is asked of it; `offers` are entries that it has. `near`: perhaps one of these. `none`: nothing of the field.
 */
export type Question =
  | {
      readonly kind: "answer";
      readonly entry: string;
      readonly others: readonly string[];
      readonly score: number;
    }
  | { readonly kind: "uncovered"; readonly subject: string; readonly offers: readonly string[] }
  | { readonly kind: "near"; readonly entries: readonly string[] }
  | { readonly kind: "none"; readonly entries: readonly string[] };

/** Likelihood of the field against everything outside from which a message is answered; below, the nearest may be offered. */
export const OURS = 0.5;
const OFFERED = 0.3;
/** An entry that is this many times less likely than the best is still worth offering beside it. */
const CLEAR_LEAD = 4;
/** A best entry below this is little better than chance: the nearest are offered instead. */
const CHANCE = 0.04;
const MOST_OTHERS = 2;
const MOST_NEAR = 3;
/** An aspect this likely, of a subject that is named, is taken as what was asked. */
const SURE_ASPECT = 0.75;
/** The likeliest entry of a subject that lacks the aspect: below this it does not answer. */
const WEAK_ENTRY = 0.35;
/** How much counts for a message that goes on: what it asks of the last subject, of it and the last answer together, by itself. */
const FOCUS_SHARE = { own: 0.4, joint: 0.4, alone: 0.2 } as const;
/** A subject that is told by the message itself this surely needs no focus. */
const OWN_SUBJECT = 0.6;

/** How a message stands to the one before: it may go on from it, and beside names it may ask nothing of its own. */
type Form = { readonly goesOn: boolean; readonly isBare: boolean };

/** Rankings of a message, alone and together with what was answered last → what is asked. */
export function readQuestion(
  content: Content,
  ranking: Ranking,
  joint: Ranking,
  focus: Focus | null,
  form: Form,
): Question {
  const focused =
    focus && form.goesOn ? withFocus(content, ranking, joint, focus, form.isBare) : null;
  if (focused) return focused;
  const ours = 1 - ranking.elsewhere;
  const [best] = ranking.entries;
  const near = ranking.entries.map(({ id }) => id);
  if (!best || ours < OFFERED)
    return { kind: "none", entries: ranking.entries.slice(0, MOST_NEAR).map(({ id }) => id) };
  if (ours < OURS || best.score < CHANCE)
    return { kind: "near", entries: near.slice(0, MOST_NEAR) };
  return uncovered(content, ranking) ?? answer(ranking.entries);
}

function answer(entries: readonly Ranked[]): Question {
  const [best, ...rest] = entries as [Ranked, ...Ranked[]];
  const others = rest
    .filter(({ score }) => score * CLEAR_LEAD > best.score)
    .slice(0, MOST_OTHERS)
    .map(({ id }) => id);
  return { kind: "answer", entry: best.id, others, score: best.score };
}

/** A named subject that has nothing on what is surely asked. */
function uncovered(content: Content, ranking: Ranking): Question | null {
  const [aspect] = ranking.aspects;
  const [subject] = ranking.subjects;
  if (!aspect || !subject || aspect.score < SURE_ASPECT) return null;
  if (!ranking.named.includes(subject.id) || subject.score < OWN_SUBJECT) return null;
  const own = ranking.within(subject.id);
  const has = own.some(({ id }) => content.entry(content.fallback, id).aspect === aspect.id);
  if (has || (own[0]?.score ?? 0) >= WEAK_ENTRY) return null;
  return {
    kind: "uncovered",
    subject: subject.id,
    offers: own.slice(0, MOST_NEAR).map(({ id }) => id),
  };
}

/**
 * A message that goes on: what it asks of the last subject, or the last question asked of the subject that it names. Null when it
 * stands better alone.
 */
function withFocus(
  content: Content,
  ranking: Ranking,
  joint: Ranking,
  focus: Focus,
  isBare: boolean,
): Question | null {
  if (!content.subjects.includes(focus.subject)) return null;
  const [own] = ranking.subjects;
  const aspect = focus.entry === null ? null : content.entry(content.fallback, focus.entry).aspect;
  const named = ranking.named.filter((id) => id !== focus.subject);
  const other = named[0];
  if (other !== undefined) {
    if (aspect === null || !isBare) return null;
    const same = content
      .subject(content.fallback, other)
      .entries.find((id) => content.entry(content.fallback, id).aspect === aspect);
    return same === undefined ? null : { kind: "answer", entry: same, others: [], score: 1 };
  }
  if (own && own.id !== focus.subject && own.score * (1 - ranking.elsewhere) >= OWN_SUBJECT)
    return null;
  const entries = ranking.within(focus.subject).filter(({ id }) => id !== focus.entry);
  const [best] = entries;
  if (!best) return null;
  const shares = new Map<string, number>();
  const add = (ranked: readonly Ranked[], share: number) => {
    for (const { id, score } of ranked) shares.set(id, (shares.get(id) ?? 0) + share * score);
  };
  add(entries, FOCUS_SHARE.own);
  add(joint.entries, FOCUS_SHARE.joint);
  add(ranking.entries, FOCUS_SHARE.alone);
  shares.delete(focus.entry ?? "");
  const blended = [...shares]
    .map(([id, score]) => ({ id, score }))
    .sort((one, two) => two.score - one.score);
  return answer(blended);
}
