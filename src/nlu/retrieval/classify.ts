import {
  ACT,
  type EntryModel,
  type Members,
  membersOf,
  type Scores,
  score,
  withinSubject,
} from "./entry-model.ts";
import { type Lexicon, readFeatures } from "./features.ts";

/** Something that a message may mean, with how likely that is, from 0 to 1. */
export type Ranked = { readonly id: string; readonly score: number };

/**
 * What a message is about. Lists have the likeliest first and are short. `subjects` are those that it may be about, `named` those
 * whose names stand in it; `entries` the answers that it may ask for; `topics` groups of subjects. `aspects` tell what is asked,
 * whatever the subject. `elsewhere` is the likelihood of everything outside the field, acts included; `act` the likeliest act with
 * its part of that, or null when the model knows none.
 */
export type Ranking = {
  readonly topics: readonly { readonly topic: string; readonly score: number }[];
  readonly entries: readonly Ranked[];
  readonly subjects: readonly Ranked[];
  readonly named: readonly string[];
  readonly aspects: readonly Ranked[];
  /** The text in plain form, without the names of subjects. */
  readonly unnamed: string;
  readonly elsewhere: number;
  readonly act: { readonly name: string; readonly score: number } | null;
  /** How likely each entry of a subject is, given that the message is about it. */
  readonly within: (subject: string) => readonly Ranked[];
};

/** Tells what a text is about. */
export type Classify = (text: string) => Ranking;

const MOST_TOPICS = 10;
const MOST_ENTRIES = 8;
/** Less likely subjects hardly ever have the entry that is asked for. */
const MOST_SUBJECTS = 12;

/** `topicOf` tells the topic under which a subject is counted. */
export function createClassifier(
  model: EntryModel,
  lexicon: Lexicon,
  topicOf: (subject: string) => string,
): Classify {
  const members = membersOf(model);
  const { labels } = model.subjects;
  const groups = labels.map((label, at) => (members[at]?.length ? topicOf(label) : null));
  const acts = labels.flatMap((label, at) => (label.startsWith(ACT) ? [at] : []));

  return (text) => {
    const features = readFeatures(text, lexicon);
    const scores = score(model, features);
    const topics = new Map<string, number>();
    const subjects: Ranked[] = [];
    let ours = 0;
    for (const [at, group] of groups.entries()) {
      if (group === null) continue;
      const likely = scores.subjects[at] as number;
      topics.set(group, (topics.get(group) ?? 0) + likely);
      insert(subjects, { id: labels[at] as string, score: likely }, MOST_SUBJECTS);
      ours += likely;
    }
    const ranked: { topic: string; score: number }[] = [...topics].map(([topic, total]) => ({
      topic,
      score: total,
    }));
    const act = acts.reduce<number | null>(
      (best, at) =>
        best === null || (scores.subjects[at] as number) > (scores.subjects[best] as number)
          ? at
          : best,
      null,
    );
    const within = (subject: string) => entriesOf(model, members, scores, subject);
    return {
      topics: ranked.sort((one, other) => other.score - one.score).slice(0, MOST_TOPICS),
      entries: rankEntries(subjects, within),
      subjects,
      named: [...new Set(features.mentions.flatMap((mention) => mention.subjects))],
      aspects: rankAspects(model, scores),
      unnamed: features.unnamed,
      elsewhere: 1 - ours,
      act:
        act === null
          ? null
          : {
              name: (labels[act] as string).slice(ACT.length),
              score: scores.subjects[act] as number,
            },
      within,
    };
  };
}

function rankEntries(
  subjects: readonly Ranked[],
  within: (subject: string) => readonly Ranked[],
): readonly Ranked[] {
  const entries: Ranked[] = [];
  for (const { id, score: likely } of subjects) {
    for (const entry of within(id)) {
      insert(entries, { id: entry.id, score: entry.score * likely }, MOST_ENTRIES);
    }
  }
  return entries;
}

function entriesOf(
  model: EntryModel,
  members: Members,
  scores: Scores,
  subject: string,
): readonly Ranked[] {
  const own = members[model.subjects.labels.indexOf(subject)] ?? [];
  const likely = withinSubject(own, scores);
  return own
    .map(({ entry }, at) => ({
      id: model.entries.labels[entry] as string,
      score: likely[at] as number,
    }))
    .sort((one, other) => other.score - one.score);
}

function rankAspects({ aspects }: EntryModel, scores: Scores): readonly Ranked[] {
  return aspects.labels
    .map((id, at) => ({ id, score: scores.aspects[at] as number }))
    .sort((one, other) => other.score - one.score);
}

/** Keeps the list in order, highest first, and no longer than `most`; equals stay in the order in which they came. */
function insert(ranked: Ranked[], entry: Ranked, most: number): void {
  if (ranked.length === most) {
    if (entry.score <= (ranked.at(-1) as Ranked).score) return;
    ranked.pop();
  }
  let at = ranked.length;
  while (at > 0 && (ranked[at - 1] as Ranked).score < entry.score) at -= 1;
  ranked.splice(at, 0, entry);
}
