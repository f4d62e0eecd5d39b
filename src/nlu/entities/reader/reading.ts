import {
  type Answers,
  dataLevel,
  isOption,
  type Option,
  type Question,
} from "../../../advice/questions.ts";
import { hasTag, tagValue } from "../../lexicon.ts";
import { isNumber } from "../numbers.ts";
import { isOnly, type Message, parseMessage, unknownWords } from "../parsed-message.ts";
import { countExamples } from "../quantity.ts";
import { readCompute } from "../read-compute.ts";
import { readDataAmount, readOption } from "../read-option.ts";
import { readProject } from "./read-project.ts";
import { readSimilarity } from "./read-similarity.ts";
import { readUnknown } from "./read-unknown.ts";
import type { ReadingWords } from "./reading-words.ts";
import { assignRoles, type Roles } from "./roles.ts";
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
  const message = parseMessage(
    text,
    words.map(({ lexicon }) => lexicon),
    asked,
    known,
  );
  const roles = assignRoles(message);
  const correction = message.tokens.some((token) => hasTag(token, "correction"));
  const whatIf = message.tokens.some((token) => hasTag(token, "what_if"));
  const clarifies = asked !== null && asksBack(message);
  const options = clarifies ? [] : readOption(message, roles);
  const answers = clarifies ? {} : facts(message, roles, options, correction || whatIf);
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
    whatIf,
    ambiguous,
    evidence: evidence(message),
    strength: strengthOf(message, roles, answers),
  };
}

function facts(
  message: Message,
  roles: Roles,
  options: readonly Option[],
  loose: boolean,
): Answers {
  const { asked } = message;
  const found: Mutable = { ...readProject(message, roles) };
  if (options.length === 0 || asked !== "data")
    Object.assign(found, readData(message, roles, loose));
  const compute = readCompute(message, roles);
  const surely =
    compute?.hardware || asked !== null || found.data !== undefined || found.backbone !== undefined;
  const option = options.length === 1 ? options[0] : undefined;
  const isChosen = options.length > 0 && asked === "compute";
  if (compute && surely && !isChosen) found.compute = compute.level;
  if (compute?.cardGb && (isChosen ? compute.level === option : surely))
    found.card_gb = compute.cardGb;
  if (options.length === 0 || asked !== "similarity") {
    const others = found.data !== undefined || found.compute !== undefined || options.length > 0;
    const closeness = readSimilarity(message, others);
    if (closeness) found.similarity = closeness.level;
  }
  return asked && option && isOption(asked, option) ? { ...found, [asked]: option } : found;
}

/** A bare number counts examples when that was asked, or when the whole message only corrects or supposes it. */
function readData(
  message: Message,
  roles: Roles,
  loose: boolean,
): Pick<Answers, "data" | "examples"> {
  const owned =
    message.asked === null && message.tokens.some((token) => hasTag(token, "only", "have"));
  const bare = message.asked === "data" || ((loose || owned) && isOnly(message, ...AROUND_NUMBERS));
  const { total, perClass, guessed } = countExamples(message, roles, bare);
  if (total && total.mid > MOST_EXAMPLES) return {};
  if (total && !isSupported(message, total.mid, loose, guessed)) return {};
  if (total && total.mid < 1) return { data: "tiny" };
  if (total) {
    const examples = Math.round(total.mid);
    return { examples, data: dataLevel(examples) };
  }
  const amount = perClass === null ? readDataAmount(message) : null;
  return amount ? { data: amount } : {};
}

/** Nobody has more labelled examples than this; such a number is something else. */
const MOST_EXAMPLES = 1e12;

/** Fewer examples than this are rarely a data set: "two reviews" in passing is none. */
const FEWEST_UNASKED = 10;

/** Whether an unasked count is about data at all: it needs a word of the field, and a small one needs a sure word. */
function isSupported(message: Message, count: number, loose: boolean, guessed: boolean): boolean {
  const { asked, tokens } = message;
  if (asked === "data") return true;
  if (guessed && count < FEWEST_UNASKED) return false;
  if (!guessed && (asked !== null || loose)) return true;
  const has = (...kinds: readonly string[]): boolean =>
    tokens.some((token) => hasTag(token, ...kinds));
  if (
    has("labelled", "unlabelled", "per_class", "classes", "context", "base") ||
    tokens.some((token) => tagValue(token, "subject") === "data")
  )
    return true;
  const isPlain = unknownWords(message) === 0;
  if (isPlain && (count >= FEWEST_UNASKED || has("noun", "only", "have"))) return true;
  return (
    count >= FEWEST_UNASKED &&
    has("noun", "domain", "class", "gpu", "card", "vram", "machine", "similarity", "cpu", "compute")
  );
}

const AROUND_NUMBERS = [
  "correction",
  "approximate",
  "what_if",
  "number",
  "literal",
  "past",
  "but",
  "have",
  "own",
  "now",
  "at_least",
  "only",
];

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
