import {
  type Answers,
  BACKBONES,
  isCardMemory,
  isOption,
  LABELS,
  MODALITIES,
  pendingQuestion,
  QUESTIONS,
  TASKS,
} from "../../advice/questions.ts";
import { recommend } from "../../advice/recommend.ts";
import { decodeAction, encodeAction } from "../../dialogue/action-codec.ts";
import { codeOf } from "../../dialogue/advice-code.ts";
import { mergeAnswers, withUnknowns } from "../../dialogue/answers.ts";
import type { Outcome } from "../../dialogue/reply.ts";
import { plainText } from "../../dialogue/responses/plain-text.ts";
import type { Turn } from "../../dialogue/turn.ts";
import type { Ranking } from "../../nlu/retrieval/classify.ts";

/** One line read: a turn of a conversation, or what was wrong with it. `id` is the line's own, given back with the answer. */
export type Line =
  | {
      readonly kind: "turn";
      readonly id: unknown;
      readonly conversation: string;
      readonly person: string;
      readonly locale: string | null;
      readonly input: Turn["input"];
    }
  | { readonly kind: "fault"; readonly id: unknown; readonly error: string };

/** More than the 1 MB of text that a line may carry. Characters. */
const LONGEST_LINE = 8_000_000;
const WANTED =
  'an object with "text", "press" or "advise", such as {"id":"1","conversation":"c1","text":"…"}';

/** A line of JSON → a turn, or a fault that says what was wanted and what was found. */
export function parseLine(line: string): Line {
  if (line.length > LONGEST_LINE)
    return fault(null, `The line is longer than ${LONGEST_LINE} characters`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fault(null, `Not JSON. Wanted: ${WANTED}`);
  }
  if (!isRecord(value)) return fault(null, `Not an object. Wanted: ${WANTED}`);
  const { id = null, conversation = "default", user = "user", locale = null } = value;
  const odd = Object.entries({ conversation, user }).find(([, each]) => typeof each !== "string");
  if (odd) return fault(id, `"${odd[0]}" must be a text`);
  if (locale !== null && typeof locale !== "string")
    return fault(id, '"locale" must be a text or null');
  const input = parseInput(value);
  if (typeof input === "string") return fault(id, input);
  return {
    kind: "turn",
    id,
    conversation: String(conversation),
    person: String(user),
    locale,
    input,
  };
}

/** The answer to a turn, as one JSON value. */
export function describeOutcome(
  line: Extract<Line, { kind: "turn" }>,
  outcome: Outcome,
  ranking: Ranking | null,
): unknown {
  const { state, reply } = outcome;
  const { answers } = state;
  const of = (key: (typeof QUESTIONS)[number]) =>
    answers[key] === "unknown" ? null : (answers[key] ?? null);
  return {
    id: line.id,
    conversation: line.conversation,
    about: reply?.about ?? "silent",
    language: reply?.language ?? state.language,
    topic: reply?.about.startsWith("topic:") ? reply.about.slice("topic:".length) : null,
    entry: reply?.about.startsWith("topic:") ? (state.focus?.entry ?? null) : null,
    subjects: ranking?.named ?? [],
    aspect: ranking?.aspects[0]?.id ?? null,
    candidates: (ranking?.topics ?? [])
      .slice(0, 3)
      .map(({ topic, score }) => ({ topic, score: Number(score.toFixed(4)) })),
    flow: { active: state.asking, asks: state.asking ? pendingQuestion(answers) : null },
    answers: {
      data: of("data"),
      similarity: of("similarity"),
      compute: of("compute"),
      modality: answers.modality ?? null,
      examples: answers.examples ?? null,
    },
    unknown: QUESTIONS.filter((question) => answers[question] === "unknown"),
    advice: reply?.about.startsWith("advise:") ? describeAdvice(answers) : null,
    text: reply ? plainText(reply) : "",
    choices: (reply?.choices ?? []).map(({ label, action }) => ({
      label,
      press: encodeAction(action),
    })),
  };
}

function describeAdvice(answers: Answers): unknown {
  const { strategy, confidence, because, runnerUp } = recommend(answers);
  return { strategy, confidence, because, runnerUp, code: codeOf(answers) };
}

/** The input of a line, or the fault as a text. */
function parseInput(value: Record<string, unknown>): Turn["input"] | string {
  const given = ["text", "press", "advise"].filter((key) => value[key] !== undefined);
  if (given.length !== 1)
    return `Wanted exactly one of "text", "press" and "advise", found ${given.length}`;
  if (value.text !== undefined) {
    return typeof value.text === "string"
      ? { kind: "text", text: value.text }
      : '"text" must be a text';
  }
  if (value.press !== undefined) {
    return typeof value.press === "string"
      ? { kind: "action", action: decodeAction(value.press) }
      : '"press" must be the text of a choice';
  }
  const answers = parseAnswers(value.advise);
  return typeof answers === "string"
    ? answers
    : { kind: "action", action: { kind: "advise", answers: withUnknowns(answers) } };
}

/** The answers of an `advise` object (null: unknown), or the fault as a text. */
function parseAnswers(value: unknown): Answers | string {
  if (!isRecord(value)) return '"advise" must be an object';
  let answers: Answers = {};
  for (const [key, each] of Object.entries(value)) {
    if (each === null) continue;
    const parsed = parseAnswer(key, each);
    if (parsed === null)
      return `"advise.${key}" has no such value: ${JSON.stringify(each)?.slice(0, 60)}`;
    answers = { ...answers, ...parsed };
  }
  return mergeAnswers({}, answers);
}

function parseAnswer(key: string, value: unknown): Answers | null {
  const question = QUESTIONS.find((id) => id === key);
  if (question) {
    const known = typeof value === "string" && (value === "unknown" || isOption(question, value));
    return known ? { [question]: value } : null;
  }
  switch (key) {
    case "examples": {
      const examples = countFrom(0, value);
      return examples === null ? null : { examples };
    }
    case "parameters":
    case "rare": {
      const count = countFrom(1, value);
      return count === null ? null : { [key]: count };
    }
    case "hours":
      return isNumber(value) && value > 0 ? { hours: value } : null;
    case "card_gb": {
      const gb = countFrom(1, value);
      return gb !== null && isCardMemory(gb) ? { card_gb: gb } : null;
    }
    case "task": {
      const task = TASKS.find((id) => id === value);
      return task ? { task } : null;
    }
    case "labels": {
      const labels = LABELS.find((id) => id === value);
      return labels ? { labels } : null;
    }
    case "modality": {
      const modality = MODALITIES.find((id) => id === value);
      return modality ? { modality } : null;
    }
    case "backbone": {
      const backbone = BACKBONES.find((id) => id === value);
      return backbone ? { backbone } : null;
    }
    case "facts_change":
    case "shift":
    case "raw":
    case "no_gpu":
    case "multi_label":
      return typeof value === "boolean" ? { [key]: value } : null;
    default:
      return null;
  }
}

/** A number rounded to a whole one, or null where it is none or too small. */
function countFrom(least: number, value: unknown): number | null {
  return isNumber(value) && value >= least ? Math.round(value) : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function fault(id: unknown, error: string): Line {
  return { kind: "fault", id, error };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
