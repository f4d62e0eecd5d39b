import {
  type Answers,
  isOption,
  type Modality,
  type Option,
  type Question,
} from "../../../advice/questions.ts";
import { hasTag, tagValue } from "../../lexicon.ts";
import { claimNumbers } from "../claims.ts";
import { isNumber } from "../numbers.ts";
import { isOnly, type Message, parseMessage } from "../parsed-message.ts";
import { type Machine, readCompute, unlistedCard } from "../read-compute.ts";
import { readOption } from "../read-option.ts";
import type { Claims } from "../spans.ts";
import { readData } from "./read-data.ts";
import { readProject } from "./read-project.ts";
import { readSimilarity } from "./read-similarity.ts";
import { readUnknown } from "./read-unknown.ts";
import type { ReadingWords } from "./reading-words.ts";
import { type Strength, strengthOf } from "./strength.ts";

/** What a message was read with: the pending question, the words (likely language first), and what is known already. */
export type ReadingContext = {
  readonly asked: Question | null;
  readonly words: readonly ReadingWords[];
  readonly known: Answers;
};

/** What a message says about the person's project. */
export type Reading = {
  /** The facts that the message itself gives; never "unknown". */
  readonly answers: Answers;
  /** Whether the pending question is answered by "don't know" or refused. */
  readonly unknown: boolean;
  /** All questions said to be unknown, the pending one included. */
  readonly unknownQuestions: readonly Question[];
  /** Whether it takes back something said before ("I meant"). */
  readonly correction: boolean;
  /** Whether it only says that something is wrong, not what. */
  readonly denial: boolean;
  /** A card that is named but not known, as it is written: its memory must be asked for; else null. */
  readonly unknownCard: string | null;
  /** Whether the answer is a place among the options ("2", "last") or a word that fits any question ("no"). */
  readonly positional: boolean;
  /** The facts that were taken from vague words or unknown things, and should be shown as guesses. */
  readonly guessed: readonly (keyof Answers)[];
  /** Whether it only supposes ("what if"). */
  readonly whatIf: boolean;
  /** Options of the pending question between which the answer leaves open, or null. */
  readonly ambiguous: { readonly question: Question; readonly options: readonly Option[] } | null;
  /** The person's words that were used; for debugging only, never for logs. */
  readonly evidence: readonly string[];
  /** How surely an unasked message states facts about the person's own project. */
  readonly strength: Strength;
};

type Mutable = { -readonly [Key in keyof Answers]: Answers[Key] };

/** Reads a message as typed. Never throws; a message without facts gives empty answers. */
export function read(text: string, { asked, words, known }: ReadingContext): Reading {
  const message = parseMessage(text, words, asked, known);
  const claims = claimNumbers(message);
  const correction =
    message.tokens.some((token) => hasTag(token, "correction")) || isContrast(message);
  const whatIf = message.tokens.some((token) => hasTag(token, "what_if"));
  const clarifies = asked !== null && asksBack(message);
  const options = clarifies ? [] : readOption(message, claims);
  const machine = readCompute(message, claims);
  const answers = clarifies ? {} : facts(message, claims, machine, options, correction || whatIf);
  const unknownQuestions = readUnknown(message, answers, clarifies).filter(
    (question) => answers[question] === undefined,
  );
  const ambiguous =
    asked !== null && options.length > 1 && answers[asked] === undefined
      ? { question: asked, options }
      : null;
  return {
    answers,
    unknown: asked !== null && unknownQuestions.includes(asked),
    unknownQuestions,
    correction,
    denial: Object.keys(answers).length === 0 && isOnly(message, "denial", "correction"),
    unknownCard: machine === null ? unlistedCard(message, claims) : null,
    positional: isOnly(message, ...PLACES),
    guessed: guessed(message, answers),
    whatIf,
    ambiguous,
    evidence: evidence(message),
    strength: strengthOf(message, claims, answers),
  };
}

/** "not an A100 but a T4", A100ではなくT4: what is denied is put right in the same breath. */
function isContrast({ tokens }: Message): boolean {
  const [no, but] = ["negation", "but"].map((kind) =>
    tokens.findIndex((token) => hasTag(token, kind)),
  );
  const [denied, meant] = [tokens[(no ?? -1) + 1], tokens[(but ?? -1) + 1]];
  if (no === undefined || but === undefined || no < 0 || but <= no) return false;
  return ["card", "gpu", "number", "literal", "base", "model"].some(
    (kind) => hasTag(denied, kind) && hasTag(meant, kind),
  );
}

/** Kinds of words that mean nothing but in answer to the question that is open. */
const PLACES = [
  "ordinal",
  "option",
  "option_after",
  "digit",
  "denial",
  "dont_know",
  "dont_know_alone",
];

/** Facts without a figure or a name behind them: an amount said in words ("a lot"). */
function guessed(message: Message, answers: Answers): readonly (keyof Answers)[] {
  const isVague = message.tokens.some((token) => hasTag(token, "amount") && !isNumber(token));
  const isFigure = message.tokens.some(isNumber);
  return isVague && !isFigure && answers.data !== undefined && answers.examples === undefined
    ? ["data"]
    : [];
}

function facts(
  message: Message,
  claims: Claims,
  compute: Machine | null,
  options: readonly Option[],
  loose: boolean,
): Answers {
  const { asked } = message;
  const found: Mutable = { ...readProject(message, claims) };
  if (options.length === 0 || asked !== "data")
    Object.assign(
      found,
      readData(message, claims, loose),
      readHours(message, claims, found.modality),
    );
  const surely =
    compute?.hardware ||
    found.task !== undefined ||
    loose ||
    asked !== null ||
    found.data !== undefined ||
    found.backbone !== undefined;
  const option = options.length === 1 ? options[0] : undefined;
  const isChosen = options.length > 0 && asked === "compute";
  if (compute && surely && !isChosen) found.compute = compute.level;
  if (compute?.noGpu && surely && !isChosen) found.no_gpu = true;
  if (compute?.cardGb && (isChosen ? compute.level === option : surely))
    found.card_gb = compute.cardGb;
  if (options.length === 0 || asked !== "similarity") {
    const others = found.data !== undefined || found.compute !== undefined || options.length > 0;
    const closeness = readSimilarity(message, others);
    if (closeness) found.similarity = closeness.level;
  }
  return asked && option && isOption(asked, option) ? { ...found, [asked]: option } : found;
}

/** Hours of speech that are said to be transcribed, or to be learned from. */
function readHours({ tokens }: Message, claims: Claims, modality: Modality | undefined): Answers {
  if (modality !== "audio" || !tokens.some((token) => hasTag(token, "labelled", "base", "context")))
    return {};
  const at = tokens.findLastIndex((_, i) => claims.get(i) === "hours");
  const token = tokens[at];
  return isNumber(token) && token.amount.mid > 0 ? { hours: token.amount.mid } : {};
}

/** Whether the message asks what the question means instead of answering it. */
function asksBack({ tokens, text }: Message): boolean {
  return (
    tokens.some(
      (token) =>
        hasTag(token, "clarify") &&
        !/^(?:why|what|how is|how are)$/.test(text.slice(token.start, token.end)),
    ) || isOnlyQuestion(tokens)
  );
}

function isOnlyQuestion(tokens: Message["tokens"]): boolean {
  return (
    tagValue(tokens.at(-1), "break") === "question" &&
    tokens.some((token) => hasTag(token, "clarify")) &&
    !tokens.some((token) => isNumber(token))
  );
}

function evidence({ text, tokens }: Message): readonly string[] {
  return tokens
    .filter((token) => !hasTag(token, "break", "stop"))
    .map((token) => text.slice(token.start, token.end));
}
