import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Answers,
  pendingQuestion,
  QUESTIONS,
  type Question,
} from "../src/advice/questions.ts";
import { composeDependencies } from "../src/app/services.ts";
import type { Dependencies } from "../src/dialogue/dependencies.ts";
import type { Outcome } from "../src/dialogue/reply.ts";
import { respond } from "../src/dialogue/respond.ts";
import { NEW_STATE } from "../src/dialogue/state.ts";
import type { Row } from "./row.ts";

type Slots = { readonly [Q in Question]: string | null };
type Item = { readonly id: string; readonly lang: string; readonly text: string };
type TopicItem = Item & { readonly topic: string; readonly acceptable: readonly string[] };
type SituationItem = Item & {
  readonly expected_question: Question | null;
  readonly slots: Slots;
  readonly alt?: { readonly [Q in Question]?: readonly (string | null)[] };
};
type Expected = {
  readonly slots: Slots;
  readonly flow_active: boolean;
  readonly recommendation: boolean;
  readonly topic: string | null;
  readonly asks: Question | null;
};
type Dialogue = Item & {
  readonly turns: readonly { readonly user: string; readonly expect: Expected }[];
};

/** How many of how many are right. */
export type Score = { readonly right: number; readonly of: number };
export type Scores = {
  readonly topics: Readonly<Record<string, Score>>;
  /** `right` counts the messages outside the field that were answered all the same. */
  readonly falseAnswers: Score;
  readonly situations: Score;
  readonly dialogues: Score;
};

const FOLDER = join(import.meta.dirname, "../test/fixtures/blind");
/** What brings the flow to each question. */
const BEFORE: { readonly [Q in Question]: readonly string[] } = {
  data: ["/tl-advise"],
  similarity: ["/tl-advise", "2"],
  compute: ["/tl-advise", "2", "2"],
};
const GIVEN_BEFORE: { readonly [Q in Question]: Answers } = {
  data: {},
  similarity: { data: "small" },
  compute: { data: "small", similarity: "related" },
};

/** The blind sets as rows, for the table. */
export async function run(): Promise<readonly Row[]> {
  const { topics, falseAnswers, situations, dialogues } = scoreBlind(composeDependencies());
  const row = (name: string, { right, of }: Score): Row => ({
    name,
    p50: (100 * right) / of,
    p95: null,
    p99: null,
    unit: "%",
    note: `${right} of ${of}`,
  });
  return [
    ...Object.entries(topics).map(([language, score]) => row(`topic right, ${language}`, score)),
    row("outside the field, answered all the same", falseAnswers),
    row("facts of a message exact", situations),
    row("whole dialogues right", dialogues),
  ];
}

/** Plays the four blind sets through the whole dialogue. */
export function scoreBlind(deps: Dependencies): Scores {
  const topics = read<TopicItem>("topics.jsonl");
  const languages = [...new Set(topics.map(({ lang }) => lang))].sort();
  return {
    topics: Object.fromEntries(
      languages.map((language) => [
        language,
        count(
          topics.filter(({ lang }) => lang === language),
          (item) => isTopicRight(deps, item),
        ),
      ]),
    ),
    falseAnswers: count(
      read<Item>("out_of_scope.jsonl"),
      ({ text, lang }) => topicOf(last(play(deps, [text], lang))) !== null,
    ),
    situations: count(read<SituationItem>("situations.jsonl"), (item) =>
      isSituationRight(deps, item),
    ),
    dialogues: count(read<Dialogue>("dialogues.jsonl"), (item) => isDialogueRight(deps, item)),
  };
}

function isTopicRight(deps: Dependencies, { text, lang, topic, acceptable }: TopicItem): boolean {
  const found = topicOf(last(play(deps, [text], lang)));
  return found === topic || acceptable.includes(found ?? "");
}

/** The topic of a reply; the flow stands for choosing. */
function topicOf({ reply }: Outcome): string | null {
  const about = reply?.about ?? "";
  if (about.startsWith("topic:")) return about.slice("topic:".length);
  return /^(ask|advise):/.test(about) ? "which_to_choose" : null;
}

function isSituationRight(deps: Dependencies, item: SituationItem): boolean {
  const { expected_question: asked, slots, alt } = item;
  const before = asked === null ? [] : BEFORE[asked];
  const { answers } = last(play(deps, [...before, item.text], item.lang)).state;
  const known = asked === null ? {} : GIVEN_BEFORE[asked];
  return QUESTIONS.every((question) => {
    const given = answers[question] === "unknown" ? null : (answers[question] ?? null);
    const own = given === (known[question] ?? null) && given !== slots[question] ? null : given;
    return own === slots[question] || (alt?.[question]?.includes(own) ?? false);
  });
}

function isDialogueRight(deps: Dependencies, { turns, lang }: Dialogue): boolean {
  const outcomes = play(
    deps,
    turns.map(({ user }) => user),
    lang,
  );
  return turns.every(({ expect }, at) => {
    const { state, reply } = outcomes[at] as Outcome;
    const about = reply?.about ?? "";
    return (
      QUESTIONS.every((question) => (state.answers[question] ?? null) === expect.slots[question]) &&
      state.asking === expect.flow_active &&
      about.startsWith("advise:") === expect.recommendation &&
      (about.startsWith("topic:") ? about.slice("topic:".length) : null) === expect.topic &&
      (state.asking ? pendingQuestion(state.answers) : null) === expect.asks
    );
  });
}

function play(deps: Dependencies, texts: readonly string[], locale: string): readonly Outcome[] {
  let state = NEW_STATE;
  return texts.map((text, at) => {
    const outcome = respond(deps, state, {
      id: String(at),
      key: "blind:W/C/-/U",
      input: { kind: "text", text },
      locale,
      preferred: null,
      customary: null,
      addressed: true,
      unprompted: false,
      admin: false,
    });
    state = outcome.state;
    return outcome;
  });
}

function last(outcomes: readonly Outcome[]): Outcome {
  return outcomes.at(-1) as Outcome;
}

function count<T>(items: readonly T[], isRight: (item: T) => boolean): Score {
  return { right: items.filter(isRight).length, of: items.length };
}

function read<T>(file: string): readonly T[] {
  const lines = readFileSync(join(FOLDER, file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}
