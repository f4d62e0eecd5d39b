import type { Vector } from "../../nlu/retrieval/features.ts";
import type { Miss } from "../../store/records.ts";

/** Unanswered questions that are alike. `id` is such as `ja1`: the language and the place by size. */
export type Cluster = {
  readonly id: string;
  readonly language: string;
  readonly count: number;
  /** The questions, the most typical first, each once; empty where only their number is kept. */
  readonly questions: readonly string[];
  /** The topics that came nearest, most frequent first. */
  readonly nearest: readonly string[];
};

/** A group on its way: the sum of its vectors with its squared length, and what is in it. */
type Group = {
  readonly language: string;
  readonly sum: Map<number, number>;
  squared: number;
  readonly members: { readonly miss: Miss; readonly vector: Vector }[];
};

/** Questions at least this close to a group's middle (cosine) belong to it. Lower values join more of what is unlike. */
const ALIKE = 0.26;
const NEAREST = 3;

/**
 * Groups questions by language and likeness, largest first. `vectorise` gives the classifier's features. Where words are
 * not kept, questions with the same nearest topic are a group.
 */
export function cluster(
  misses: readonly Miss[],
  vectorise: (text: string) => Vector,
): readonly Cluster[] {
  const groups: Group[] = [];
  const counted = new Map<string, Miss[]>();
  for (const miss of misses) {
    if (miss.text === null) {
      const key = `${miss.language} ${miss.candidates[0] ?? ""}`;
      counted.set(key, [...(counted.get(key) ?? []), miss]);
    } else join(groups, miss, vectorise(miss.text));
  }
  const found = [...groups.map(describeGroup), ...[...counted.values()].map(describeCounted)];
  return numbered(
    found.toSorted((a, b) => b.count - a.count || (a.language < b.language ? -1 : 1)),
  );
}

function join(groups: Group[], miss: Miss, vector: Vector): void {
  let best: Group | null = null;
  let most = ALIKE;
  for (const group of groups) {
    const likeness = group.language === miss.language ? cosine(vector, group) : 0;
    if (likeness >= most) [best, most] = [group, likeness];
  }
  const group: Group = best ?? { language: miss.language, sum: new Map(), squared: 0, members: [] };
  if (!best) groups.push(group);
  group.members.push({ miss, vector });
  group.squared += 2 * dot(vector, group.sum) + (vector.index.length > 0 ? 1 : 0);
  vector.index.forEach((at, n) => {
    group.sum.set(at, (group.sum.get(at) ?? 0) + (vector.value[n] ?? 0));
  });
}

/** A question's vector has length 1 (or is empty). */
function cosine(vector: Vector, { sum, squared }: Pick<Group, "sum" | "squared">): number {
  return dot(vector, sum) / (Math.sqrt(squared) || 1);
}

function dot({ index, value }: Vector, sum: ReadonlyMap<number, number>): number {
  let total = 0;
  for (let n = 0; n < index.length; n += 1)
    total += (value[n] ?? 0) * (sum.get(index[n] ?? -1) ?? 0);
  return total;
}

function describeGroup(group: Group): Omit<Cluster, "id"> {
  const { language, members } = group;
  const typical = members
    .map(({ miss, vector }) => ({ miss, likeness: cosine(vector, group) }))
    .toSorted((a, b) => b.likeness - a.likeness);
  return {
    language,
    count: members.length,
    questions: [...new Set(typical.flatMap(({ miss }) => miss.text ?? []))],
    nearest: nearest(members.map(({ miss }) => miss)),
  };
}

function describeCounted(misses: readonly Miss[]): Omit<Cluster, "id"> {
  return {
    language: misses[0]?.language ?? "",
    count: misses.length,
    questions: [],
    nearest: nearest(misses),
  };
}

function nearest(misses: readonly Miss[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const topic of misses.flatMap(({ candidates }) => candidates))
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const ranked = [...counts].toSorted((a, b) => b[1] - a[1]);
  return ranked.slice(0, NEAREST).map(([topic]) => topic);
}

function numbered(clusters: readonly Omit<Cluster, "id">[]): readonly Cluster[] {
  const counts = new Map<string, number>();
  return clusters.map((each) => {
    const number = (counts.get(each.language) ?? 0) + 1;
    counts.set(each.language, number);
    return { id: `${each.language}${number}`, ...each };
  });
}
