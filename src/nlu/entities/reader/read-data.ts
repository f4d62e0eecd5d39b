import { type Answers, dataLevel, type Option } from "../../../advice/questions.ts";
import { hasTag, tagValue } from "../../lexicon.ts";
import { countExamples } from "../examples.ts";
import { isNumber } from "../numbers.ts";
import { isOnly, type Message, unknownWords } from "../parsed-message.ts";
import type { Claims } from "../spans.ts";

/** What a message says about the labelled data. */
export type Data = Pick<Answers, "data" | "examples" | "rare" | "labels" | "raw" | "task">;

/** Nobody has more labelled examples than this; such a number is something else. */
const MOST_EXAMPLES = 1e12;
/** Fewer examples than this are rarely a data set: "two reviews" in passing is none. */
const FEWEST_UNASKED = 10;
/** So many unlabelled examples are raw material worth a step of training of their own. */
const MUCH_RAW = 10_000;
/** A rare class with fewer examples than this, so many times rarer than the rest, is looked for as an anomaly. */
const ANOMALY = { fewer: 100, times: 20 };

/**
 * The labelled examples of a message, and what is unlabelled. A bare number counts when that was asked, or when the whole
 * message only corrects or supposes it (`loose`).
 */
export function readData(message: Message, claims: Claims, loose: boolean): Data {
  const unlabelled = readUnlabelled(message, claims);
  if (isAboutDocuments(message)) return unlabelled;
  const owned = message.asked === null && has(message, "only", "have");
  const bare = message.asked === "data" || ((loose || owned) && isOnly(message, ...AROUND_NUMBERS));
  const { total, perClass, guessed, rare } = countExamples(message, claims, bare);
  if (total) {
    const isData = total.mid <= MOST_EXAMPLES && isSupported(message, total.mid, loose, guessed);
    if (!isData) return unlabelled;
    if (total.low === 0 && total.mid >= 1) return { data: dataLevel(total.mid) };
    const examples = Math.round(total.mid);
    const { labels: _, ...raw } = unlabelled;
    return {
      ...(examples === 0 ? unlabelled : raw),
      examples,
      data: dataLevel(examples),
      ...(rare !== null && { rare, ...anomaly(message, rare, examples) }),
    };
  }
  if (unlabelled.labels === "none") return unlabelled;
  const amount = perClass === null ? readDataAmount(message) : null;
  return amount ? { ...unlabelled, data: amount } : unlabelled;
}

/** Examples that nobody labelled: that there are no labels, and whether there is much of them. */
function readUnlabelled({ tokens, project }: Message, claims: Claims): Data {
  const none = project.some((token) => tagValue(token, "labels") === "none");
  const without = none || tokens.some((token) => hasTag(token, "unlabelled"));
  const much = tokens.some(
    (token, i) =>
      tagValue(token, "amount") === "plenty" ||
      (isNumber(token) &&
        claims.get(i) === "gigabytes" &&
        token.amount.mid >= 1 &&
        hasTag(tokens[i + 2], "unlabelled", "noun", "domain")) ||
      (isNumber(token) && claims.get(i) === "examples" && token.amount.mid >= MUCH_RAW),
  );
  const raw = project.some((token) => hasTag(token, "raw")) || (without && much);
  return { ...(none && { labels: "none" as const }), ...(raw && { raw }) };
}

/** Thousands of good parts and a handful of defective ones are learned from the good ones. */
function anomaly({ tokens }: Message, rare: number, examples: number): Pick<Answers, "task"> {
  const isDefect = tokens.some((token) => tagValue(token, "rare") === "defect");
  const isFew = rare < ANOMALY.fewer && rare * ANOMALY.times <= examples;
  return isDefect && isFew ? { task: "anomaly" } : {};
}

/** Whether what is counted is read from and not learned from: the pages of a handbook that a bot answers from. */
function isAboutDocuments({ project, tokens }: Message): boolean {
  const [task] = project.flatMap((token) => tagValue(token, "task") ?? []);
  return (
    (task === "knowledge_qa" || task === "retrieval") &&
    !tokens.some((token) => hasTag(token, "labelled") || tagValue(token, "noun") === "any")
  );
}

/** Whether an unasked count is about data at all: it needs a word of the field, and a small one needs a sure word. */
function isSupported(message: Message, count: number, loose: boolean, guessed: boolean): boolean {
  const { asked, tokens, project } = message;
  if (asked === "data") return true;
  if (guessed && count < FEWEST_UNASKED) return false;
  if (!guessed && (asked !== null || loose)) return true;
  if (
    project.some((token) => hasTag(token, "task", "labels")) ||
    has(message, "labelled", "unlabelled", "per_class", "classes", "context", "base") ||
    tokens.some((token) => tagValue(token, "subject") === "data")
  )
    return true;
  const isPlain = unknownWords(message) === 0;
  if (isPlain && (count >= FEWEST_UNASKED || has(message, "noun", "only", "have"))) return true;
  return count >= FEWEST_UNASKED && has(message, ...BESIDE_COUNTS);
}

function has({ tokens }: Message, ...kinds: readonly string[]): boolean {
  return tokens.some((token) => hasTag(token, ...kinds));
}

const BESIDE_COUNTS = [
  "noun",
  "domain",
  "class",
  "gpu",
  "card",
  "vram",
  "machine",
  "similarity",
  "cpu",
  "compute",
];

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

const AMOUNT_AS_DATA: { readonly [amount: string]: Option<"data"> } = {
  none: "tiny",
  little: "small",
  fair: "medium",
  plenty: "large",
};

/** The amount of data said without a number ("hardly any", データは少ない), or null. */
function readDataAmount({ tokens, asked }: Message): Option<"data"> | null {
  for (const [i, token] of tokens.entries()) {
    const amount = tagValue(token, "amount");
    if (amount === null || isNumber(token)) continue;
    const aboutData = [tokens[i - 1], tokens[i + 1]].some(
      (other) => tagValue(other, "subject") === "data" || hasTag(other, "noun", "labelled"),
    );
    const elsewhere = tokens.some(
      (other) =>
        hasTag(other, "gpu", "card", "budget", "vram") ||
        (tagValue(other, "subject") ?? "data") !== "data",
    );
    if (aboutData || (asked === "data" && !elsewhere)) return AMOUNT_AS_DATA[amount] ?? null;
  }
  return null;
}
