import {
  type Answers,
  FIGURES,
  pendingQuestion,
  QUESTIONS,
  type Question,
} from "../../advice/questions.ts";
import type { Reading } from "../../nlu/entities/reader/reading.ts";
import type { Ranking } from "../../nlu/retrieval/classify.ts";
import { findCode } from "../advice-code.ts";
import { mergeAnswers } from "../answers.ts";
import { type Act, type ActMatch, actNamed, type Dependencies, isSeeAct } from "../dependencies.ts";
import type { State } from "../state.ts";

/** What a message wants. `facts` are the answers after it, whatever else it wants. */
export type Intent =
  | { readonly kind: "act"; readonly act: Act }
  | { readonly kind: "language"; readonly language: string }
  | { readonly kind: "code"; readonly code: string }
  | {
      readonly kind: "topic";
      readonly topic: string;
      /** Other topics that may have been meant; empty when the answer is clear. */
      readonly others: readonly string[];
      readonly facts: Answers;
    }
  | { readonly kind: "flow"; readonly facts: Answers; readonly reading: Reading }
  | { readonly kind: "ambiguous"; readonly reading: Reading }
  | { readonly kind: "clarify"; readonly topics: readonly string[] }
  | { readonly kind: "none"; readonly topics: readonly string[] };

/** Share of the best topic against everything outside the field from which a message is taken to be ours. */
export const OURS_SHARE = 0.5;
/** From this score on the best topic is answered; below, the nearest are offered. */
const ANSWER_SCORE = 0.12;
/** An answer that is less likely than this many times the next comes with the next ones to choose. */
const CLEAR_LEAD = 3;
/** From this score on a topic wins over facts in a message that is not clearly a question. */
const SURE_SCORE = 0.5;
/** Topics from this score on are worth offering, when the share is at least this. */
const OFFER_SCORE = 0.08;
const OFFER_SHARE = 0.3;
const CANDIDATES = 3;
/** From these scores on an act is taken though its wording is new: beside facts, without any, and within the flow. */
const ACT_SCORE = { besideFacts: 0.8, alone: 0.5, inFlow: 0.4 };
/** Acts that can be the very words of an answer, such as 違う to "how close?". */
const ANSWER_LIKE: readonly unknown[] = ["yes", "no", "filler"];

/** What the message wants, given where the conversation stands. */
export function understand(
  deps: Dependencies,
  state: State,
  text: string,
  language: string,
): Intent {
  const code = findCode(text);
  if (code) return { kind: "code", code };
  const match = possibleAct(deps.understanding.act(text), state);
  const whole = match && (match.rest === null || typeof match.act !== "string");
  if (whole && !(ANSWER_LIKE.includes(match.act) && answersPending(deps, state, text, language))) {
    return fromAct(match);
  }
  const intent = fromContent(deps, state, match?.rest ?? text, language);
  const saysMore = intent.kind !== "none" && intent.kind !== "clarify";
  return match === null || saysMore ? intent : fromAct(match);
}

/** Whether the message is surely meant for the bot though it was not spoken to: an answer, an act of the flow, or a clear question. */
export function isSurelyMeant(intent: Intent, state: State, score: number): boolean {
  switch (intent.kind) {
    case "act":
      return intent.act === "stop" || (state.asking && intent.act !== "filler");
    case "flow":
      return state.asking || state.advised !== null;
    case "topic":
      return score >= SURE_SCORE;
    case "ambiguous":
      return state.asking;
    case "code":
    case "language":
      return true;
    case "clarify":
    case "none":
      return false;
  }
}

/**
 * What is to be seen of an advice can be asked for where there is one; the same words may be a question elsewhere. Who wants
 * their own answers back where nothing is supposed has them already.
 */
function possibleAct(match: ActMatch | null, state: State): ActMatch | null {
  if (!isSeeAct(match?.act) || (state.advised !== null && !state.asking)) return match;
  return match.act === "see_own" ? { ...match, act: "repeat" } : null;
}

/** Whether the words answer the question that waits. */
function answersPending(deps: Dependencies, state: State, text: string, language: string): boolean {
  const asked = state.asking ? pendingQuestion(state.answers) : null;
  if (asked === null) return false;
  return deps.understanding.read(text, asked, state.answers, language).answers[asked] !== undefined;
}

function fromAct({ act }: ActMatch): Intent {
  return typeof act === "string"
    ? { kind: "act", act }
    : { kind: "language", language: act.language };
}

function fromContent(deps: Dependencies, state: State, text: string, language: string): Intent {
  const asked = state.asking ? pendingQuestion(state.answers) : null;
  const reading = deps.understanding.read(text, asked, state.answers, language);
  const { topics, elsewhere, act } = deps.understanding.classify(text);
  const best = topics[0];
  const facts = mergeAnswers(state.answers, reading.answers);
  const given = QUESTIONS.filter((question) => reading.answers[question] !== undefined).length;
  const score = best?.score ?? 0;
  const isQuestion = /[?？]/.test(text);
  const freely = freeAct(act, reading, asked !== null);
  if (freely) return fromAct({ act: freely, rest: null });
  const share = score / (score + elsewhere);
  const answered = share >= OURS_SHARE && score >= ANSWER_SCORE;

  if (answersNow(state, reading, given, answered, isQuestion, score, asked !== null)) {
    return { kind: "flow", facts: withUnknown(facts, reading), reading };
  }
  if (reading.ambiguous && asked) return { kind: "ambiguous", reading };
  if (answered && best) {
    return best.topic === "which_to_choose" && !asked
      ? { kind: "flow", facts, reading }
      : {
          kind: "topic",
          topic: best.topic,
          others: runnersUp(topics),
          facts: reading.strength === "strong" ? facts : state.answers,
        };
  }
  const near = topics.filter((topic) => topic.score >= OFFER_SCORE).slice(0, CANDIDATES);
  const isNear = near.length > 0 && share >= OFFER_SHARE;
  const ids = topics.slice(0, CANDIDATES).map(({ topic }) => topic);
  return isNear
    ? { kind: "clarify", topics: near.map(({ topic }) => topic) }
    : { kind: "none", topics: ids };
}

/** The likeliest act when it is likely enough for what else the message says. */
function freeAct(act: Ranking["act"], reading: Reading, asked: boolean): ActMatch["act"] | null {
  if (act === null) return null;
  if (!says(reading)) {
    const wanted = asked ? ACT_SCORE.inFlow : ACT_SCORE.alone;
    return act.score >= wanted ? actNamed(act.name) : null;
  }
  const isFact = reading.strength === "strong";
  return !isFact && act.score >= ACT_SCORE.besideFacts ? actNamed(act.name) : null;
}

/** The topics behind the best that come close to it. */
function runnersUp(topics: Ranking["topics"]): readonly string[] {
  const [best, ...others] = topics;
  return others
    .slice(0, CANDIDATES - 1)
    .filter(({ score }) => score >= OFFER_SCORE && score * CLEAR_LEAD > (best?.score ?? 0))
    .map(({ topic }) => topic);
}

/** Whether the message is an answer or a report of facts rather than a question on a topic. */
function answersNow(
  state: State,
  reading: Reading,
  given: number,
  answered: boolean,
  isQuestion: boolean,
  score: number,
  asked: boolean,
): boolean {
  if (!says(reading)) return false;
  if (asked) return !(isQuestion && answered && score >= SURE_SCORE && given < 2);
  if (state.advised && (reading.whatIf || reading.correction))
    return given > 0 || reading.strength !== "none";
  if (reading.strength !== "strong") return false;
  // Who has told of a project before goes on telling of it.
  if ((state.advised || hasTold(state)) && given > 0 && !isQuestion) return true;
  if (!answered || given === QUESTIONS.length) return true;
  return given === 2 && (!isQuestion || score < SURE_SCORE);
}

function hasTold({ answers }: State): boolean {
  return QUESTIONS.some((question) => answers[question] !== undefined);
}

function says({ answers, unknown, unknownQuestions }: Reading): boolean {
  return Object.keys(answers).length > 0 || unknown || unknownQuestions.length > 0;
}

function withUnknown(facts: Answers, reading: Reading): Answers {
  const named = Object.fromEntries(
    reading.unknownQuestions.map((question) => [question, "unknown"]),
  );
  const pending = pendingQuestion(facts);
  const here = reading.unknown && pending !== null ? { [pending]: "unknown" } : {};
  return mergeAnswers(facts, { ...here, ...named });
}

/** Marks between the facts of a list. */
const GAPS = /[\s,、，;；]+/;

/**
 * The facts of a short list after a command, such as `500枚 近い GPUなし`: each part may answer the question that it
 * fits, as if that had been asked. Null when the text is a question or lists nothing.
 */
export function readFactList(deps: Dependencies, text: string, language: string): Answers | null {
  if (/[?？]/.test(text)) return null;
  const parts = text.split(GAPS).filter((part) => !/^\d*$/.test(part));
  const whole = deps.understanding.read(text, null, {}, language).answers;
  const answers = QUESTIONS.reduce<Answers>((found, question) => {
    if (found[question] !== undefined) return found;
    const readings = parts.map(
      (part) => deps.understanding.read(part, question, {}, language).answers,
    );
    const fitting = readings.find((reading) => reading[question] !== undefined);
    return fitting ? mergeAnswers(found, answerTo(question, fitting)) : found;
  }, whole);
  const given = QUESTIONS.filter((question) => answers[question] !== undefined).length;
  return given >= Math.min(2, parts.length) ? answers : null;
}

/** What `answers` say to one question, with the figure that goes with it. */
function answerTo(question: Question, answers: Answers): Answers {
  const figure = FIGURES[question];
  const exact = figure === null ? undefined : answers[figure];
  return {
    [question]: answers[question],
    ...(figure !== null && exact !== undefined && { [figure]: exact }),
  };
}
