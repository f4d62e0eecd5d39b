import { matchRule } from "./match.ts";
import { completions } from "./possible.ts";
import { type Answers, dataLevel, QUESTIONS, type Question } from "./questions.ts";
import { EXAMPLE_BOUNDS } from "./rules.ts";
import { STRATEGIES, type Strategy } from "./strategies.ts";

/** What people can agree on or not; each fact is told by one or two answers that belong together. */
const FACTS: readonly (readonly (keyof Answers)[])[] = [
  ["data", "examples"],
  ["similarity"],
  ["compute", "card_gb"],
  ["modality"],
  ["backbone", "parameters"],
  ["facts_change"],
  ["shift"],
];

/** One value of a fact, how many people hold it, and what it can lead to, whatever else is still disputed or open. */
export type Opinion = {
  readonly answers: Answers;
  readonly count: number;
  readonly strategies: readonly Strategy[];
};

/** `matters`: which of the opinions holds can change the strategy. The opinions most people hold come first. */
export type Fact = { readonly opinions: readonly Opinion[]; readonly matters: boolean };

/**
 * What several people's answers come to. `answers` takes of each fact the value that most people hold (of equals, the
 * one that was told first); `open` are the questions that nobody has answered.
 */
export type Agreement = {
  readonly facts: readonly Fact[];
  readonly open: readonly Question[];
  readonly answers: Answers;
};

type Held = { readonly answers: Answers; readonly count: number };

/** Compares the answers of several people. Who does not know follows who does, and a level follows a figure within it. */
export function agree(people: readonly Answers[]): Agreement {
  const held = FACTS.map((keys) => opinionsOn(keys, people)).filter((each) => each.length > 0);
  const answers = Object.assign({}, ...held.map(([most]) => most?.answers)) as Answers;
  const open = QUESTIONS.filter((question) => answers[question] === undefined);
  const facts = held.map((opinions, index) => {
    const others = held.filter((_, other) => other !== index);
    const rest = combine(others).flatMap((each) => completions(each, open));
    return judge(opinions, rest);
  });
  return { facts, open, answers };
}

function opinionsOn(keys: readonly (keyof Answers)[], people: readonly Answers[]): Held[] {
  const told = people
    .map((answers) => pick(keys, answers))
    .filter((each) => Object.keys(each).length > 0);
  const known = told.filter((each) => !Object.values(each).includes("unknown"));
  const counts = new Map<string, Held>();
  for (const each of told) {
    const answers = followed(each, known);
    const name = JSON.stringify(answers);
    counts.set(name, { answers, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}

/** The opinion itself, or the more exact one of somebody else that it leaves room for. */
function followed(opinion: Answers, known: readonly Answers[]): Answers {
  const [first] = known;
  if (Object.values(opinion).includes("unknown")) return first ? followed(first, known) : opinion;
  const isExact = opinion.examples !== undefined || opinion.card_gb !== undefined;
  const exact = isExact ? undefined : known.find((each) => isWithin(each, opinion));
  return exact ?? opinion;
}

/** Whether an opinion has a figure that lies within the level of another. */
function isWithin({ examples, compute, card_gb }: Answers, level: Answers): boolean {
  if (examples !== undefined) return dataLevel(examples) === level.data;
  return card_gb !== undefined && compute === level.compute;
}

function pick(keys: readonly (keyof Answers)[], answers: Answers): Answers {
  const told = keys.filter((key) => answers[key] !== undefined);
  return Object.fromEntries(told.map((key) => [key, answers[key]]));
}

/** Every way to choose one opinion of each fact; figures that no row tells apart are one way. */
function combine(facts: readonly (readonly Held[])[]): Answers[] {
  return facts.reduce<Answers[]>(
    (found, opinions) =>
      found.flatMap((each) => distinct(opinions).map((opinion) => ({ ...each, ...opinion }))),
    [{}],
  );
}

function distinct(opinions: readonly Held[]): readonly Answers[] {
  return [...new Map(opinions.map(({ answers }) => [likeness(answers), answers])).values()];
}

function likeness({ examples, card_gb: _, ...others }: Answers): string {
  const passed = EXAMPLE_BOUNDS.filter((bound) => examples !== undefined && examples >= bound);
  return JSON.stringify([others, examples !== undefined, passed.length]);
}

function judge(opinions: readonly Held[], rest: readonly Answers[]): Fact {
  const outcomes = opinions.map(({ answers }) =>
    rest.map((each) => matchRule({ ...each, ...answers }).choose),
  );
  const [first = []] = outcomes;
  return {
    matters: outcomes.some((each) => each.some((strategy, at) => strategy !== first[at])),
    opinions: opinions.map((opinion, index) => ({
      ...opinion,
      strategies: STRATEGIES.filter((strategy) => outcomes[index]?.includes(strategy)),
    })),
  };
}
