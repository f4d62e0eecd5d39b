import { type Answers, pendingQuestion, QUESTIONS } from "../../advice/questions.ts";
import type { Strategy } from "../../advice/strategies.ts";
import type { Reading } from "../../nlu/entities/reader/reading.ts";
import type { Ranking } from "../../nlu/retrieval/classify.ts";
import { findCode } from "../advice-code.ts";
import { mergeAnswers } from "../answers.ts";
import {
  type Act,
  type ActMatch,
  actNamed,
  type Dependencies,
  isAnswerAct,
  isSeeAct,
} from "../dependencies.ts";
import type { Focus, State } from "../state.ts";
import { OURS, readQuestion } from "./question.ts";
import { strategyOf } from "./strategy-subjects.ts";

/** What a message wants. `facts` are the answers after it, whatever else it wants. */
export type Intent =
  | { readonly kind: "act"; readonly act: Act }
  | { readonly kind: "language"; readonly language: string }
  | { readonly kind: "code"; readonly code: string }
  | {
      readonly kind: "entry";
      readonly entry: string;
      /** Other entries that may have been meant; empty when the answer is clear. */
      readonly others: readonly string[];
      readonly facts: Answers;
    }
  /** The subject is known, but not what is asked of it. */
  | { readonly kind: "uncovered"; readonly subject: string; readonly offers: readonly string[] }
  /** Why not this way, after an advice. */
  | { readonly kind: "why_not"; readonly strategy: Strategy }
  /** Whether what was advised fits a card that the message names. */
  | { readonly kind: "fit"; readonly facts: Answers }
  | { readonly kind: "flow"; readonly facts: Answers; readonly reading: Reading }
  | { readonly kind: "ambiguous"; readonly reading: Reading }
  /** Something that was taken is wrong, but not which. */
  | { readonly kind: "denied" }
  | { readonly kind: "clarify"; readonly entries: readonly string[] }
  | { readonly kind: "none"; readonly entries: readonly string[] };

/** From this likelihood of a topic on it wins over facts in a message that is not clearly a question. */
const SURE_SCORE = 0.5;
/** From these scores on an act is taken though its wording is new: beside facts, without any, and within the flow. */
const ACT_SCORE = { besideFacts: 0.8, alone: 0.5, inFlow: 0.4, start: 0.35 };
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
  const against = whyNotIntent(deps, state, text);
  if (against) return against;
  const match = possibleAct(deps.understanding.act(text), state);
  const whole = match && (match.rest === null || typeof match.act !== "string");
  if (match?.act === "wrong" && whole && state.asking && hasTold(state))
    return answersPending(deps, state, text, language)
      ? contentIntent(deps, state, text, language)
      : { kind: "denied" };
  if (whole && !(ANSWER_LIKE.includes(match.act) && answersPending(deps, state, text, language))) {
    return fromAct(match);
  }
  if (match?.act === "thanks" && match.rest !== null && isScrap(match.rest)) return fromAct(match);
  const corrects = match !== null && putsRight(deps, state, text, language);
  const words = corrects ? text : (match?.rest ?? text);
  const intent = contentIntent(deps, state, words, language);
  const saysMore = intent.kind !== "none" && intent.kind !== "clarify";
  return match === null || saysMore ? intent : fromAct(match);
}

/** Whether what stands beside thanks is too little to be a question ("merged, thanks"). */
function isScrap(rest: string): boolean {
  return !/[?？]/.test(rest) && rest.trim().split(/\s+/).length <= 2 && rest.trim().length <= 16;
}

/** "Why not LoRA?" after an advice. */
function whyNotIntent(deps: Dependencies, state: State, text: string): Intent | null {
  if (state.advised === null || state.asking) return null;
  const { named, unnamed } = deps.understanding.classify(text);
  if (named.length === 0 || !deps.understanding.continuation(text, unnamed).asksWhyNot) return null;
  const strategy = named.map(strategyOf).find((id) => id !== null);
  return strategy ? { kind: "why_not", strategy } : null;
}

/** How surely a message asks something: the score of its topic, and whether it goes on from an answer by what it asks. */
export type Sureness = { readonly score: number; readonly followsOn: boolean };

/** From this likelihood on, what is asked is clear though no subject is named, as in "why?". */
const SURE_ASPECT = 0.75;

/** Reads how surely a message asks something. */
export function readSureness({ understanding }: Dependencies, text: string): Sureness {
  const { topics, aspects, elsewhere } = understanding.classify(text);
  const isQuestion = /[?？]/.test(text) && 1 - elsewhere >= OURS;
  return {
    score: topics[0]?.score ?? 0,
    followsOn: isQuestion || (aspects[0]?.score ?? 0) >= SURE_ASPECT,
  };
}

/** Whether the message is surely meant for the bot though it was not spoken to: an answer, an act of the flow, or a clear question. */
export function isSurelyMeant(
  intent: Intent,
  state: State,
  { score, followsOn }: Sureness,
): boolean {
  switch (intent.kind) {
    case "act":
      if (isAnswerAct(intent.act) || intent.act === "more")
        return state.focus !== null || state.advised !== null;
      return intent.act === "stop" || (state.asking && intent.act !== "filler");
    case "flow":
    case "why_not":
    case "fit":
      return state.asking || state.advised !== null;
    case "entry":
      return score >= SURE_SCORE || (state.focus !== null && followsOn);
    case "ambiguous":
    case "denied":
      return state.asking;
    case "code":
    case "language":
      return true;
    case "uncovered":
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

/** Whether the message says what is wrong and what is right: 間違えた、200. */
function putsRight(deps: Dependencies, state: State, text: string, language: string): boolean {
  const asked = state.asking ? pendingQuestion(state.answers) : null;
  const reading = deps.understanding.read(text, asked, state.answers, language);
  return reading.correction && says(reading);
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

/** What a message wants by its content: facts, or the answer to a question. */
export function contentIntent(
  deps: Dependencies,
  state: State,
  text: string,
  language: string,
): Intent {
  const asked = state.asking ? pendingQuestion(state.answers) : null;
  const reading = deps.understanding.read(text, asked, state.answers, language);
  const ranking = withoutImpossible(deps.understanding.classify(text), state);
  const form = deps.understanding.continuation(text, ranking.unnamed);
  if (reading.denial && state.asking && hasTold(state)) return { kind: "denied" };
  const facts = mergeAnswers(state.answers, reading.answers);
  const given = QUESTIONS.filter((question) => reading.answers[question] !== undefined).length;
  const score = ranking.topics[0]?.score ?? 0;
  const isQuestion = /[?？]/.test(text);
  if (asked === null && !/\p{L}/u.test(text)) return { kind: "none", entries: [] };
  if (asked === null && says(reading) && asksToChoose(deps, ranking, text))
    return { kind: "flow", facts, reading };
  const freely = freeAct(ranking.act, reading, state);
  if (freely) return fromAct({ act: freely, rest: null });
  const fits = form.asksFit && reading.answers.card_gb !== undefined;
  if (state.advised !== null && !state.asking && fits) return { kind: "fit", facts };
  const joint =
    state.focus && form.goesOn ? jointRanking(deps, state.focus, text, language) : ranking;
  const question = readQuestion(deps.content, ranking, joint, state.focus, form);
  const answered = question.kind === "answer" || question.kind === "uncovered";

  if (answersNow(state, reading, given, answered, isQuestion, score, asked !== null)) {
    return { kind: "flow", facts: withUnknown(facts, reading), reading };
  }
  if (reading.ambiguous && asked) return { kind: "ambiguous", reading };
  switch (question.kind) {
    case "answer": {
      const { entry, others } = question;
      const kept = reading.strength === "strong" ? facts : state.answers;
      return { kind: "entry", entry, others, facts: kept };
    }
    case "uncovered":
      return question;
    case "near":
      return asked && isQuestion
        ? { kind: "act", act: "why_ask" }
        : { kind: "clarify", entries: question.entries };
    case "none":
      return asked && isQuestion ? { kind: "act", act: "why_ask" } : question;
  }
}

/** Whether a message, or a sentence of it, asks to be guided. */
function asksToChoose({ understanding }: Dependencies, { act }: Ranking, text: string): boolean {
  if (act?.name === "start" && act.score >= ACT_SCORE.start) return true;
  const sentences = text.slice(0, 400).split(/[.!?。！？\n]+/);
  return sentences.length > 1 && sentences.some((each) => understanding.act(each)?.act === "start");
}

/** The message together with what was answered last, for one that goes on from it. */
function jointRanking(
  { content, understanding }: Dependencies,
  { subject, entry }: Focus,
  text: string,
  language: string,
): Ranking {
  const before =
    entry === null ? content.subject(language, subject).name : content.entry(language, entry).title;
  return understanding.classify(`${text} ${before}`);
}

/** Acts that nothing can be done about here say nothing against the field: the rest shares their likelihood. */
function withoutImpossible(ranking: Ranking, state: State): Ranking {
  const { act } = ranking;
  const name = act && actNamed(act.name);
  if (act === null || name === null || isPossible(name, state)) return ranking;
  const grown = <R extends { readonly score: number }>(each: R): R => ({
    ...each,
    score: each.score / Math.max(1 - act.score, 0.01),
  });
  return {
    ...ranking,
    act: null,
    elsewhere: Math.max(0, ranking.elsewhere - act.score) / Math.max(1 - act.score, 0.01),
    topics: ranking.topics.map(grown),
    subjects: ranking.subjects.map(grown),
    entries: ranking.entries.map(grown),
  };
}

function isPossible(name: ActMatch["act"], state: State): boolean {
  if (isSeeAct(name)) return state.advised !== null && !state.asking;
  return !isAnswerAct(name) || state.focus !== null || state.advised !== null;
}

/** The likeliest act when it is likely enough for what else the message says. */
function freeAct(act: Ranking["act"], reading: Reading, state: State): ActMatch["act"] | null {
  const name = act && actNamed(act.name);
  if (act === null || name === null) return null;
  if (!says(reading)) {
    const wanted = state.asking ? ACT_SCORE.inFlow : ACT_SCORE.alone;
    return act.score >= wanted ? name : null;
  }
  const isFact = reading.strength === "strong";
  return !isFact && act.score >= ACT_SCORE.besideFacts ? name : null;
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

function says({ answers, unknown, unknownQuestions, unknownCard }: Reading): boolean {
  const told = Object.keys(answers).length > 0 || unknownCard !== null;
  return told || unknown || unknownQuestions.length > 0;
}

function withUnknown(facts: Answers, reading: Reading): Answers {
  const named = Object.fromEntries(
    reading.unknownQuestions.map((question) => [question, "unknown"]),
  );
  const pending = pendingQuestion(facts);
  const here = reading.unknown && pending !== null ? { [pending]: "unknown" } : {};
  return mergeAnswers(facts, { ...here, ...named });
}
