import { MODALITIES, type Modality, type Option } from "../../../advice/questions.ts";
import { hasTag, type Token, tagValue } from "../../lexicon.ts";
import { isNumber } from "../numbers.ts";
import {
  clauseHas,
  clauseIsAbout,
  clauseOf,
  type Message,
  nearest,
  wordsBetween,
} from "../parsed-message.ts";

type Level = Option<"similarity">;

/** How close the task is; `explicit`: said in so many words rather than inferred from domain and base model. */
export type Closeness = { readonly level: Level; readonly explicit: boolean };

/** Tokens beside which a word such as "similar" is about the task and its base model. */
const REFERENCES = ["base_reference", "trained_on"];

/** What a message says about closeness: a statement, else what domain and base model tell, else null. */
export function readSimilarity(message: Message, otherFacts: boolean): Closeness | null {
  const stated = statedLevel(message, otherFacts);
  const inferred = inferredLevel(message);
  const contrast =
    stated === "close" && inferred !== null && message.tokens.some((token) => hasTag(token, "but"));
  if (contrast && inferred !== "close") return { level: "related", explicit: true };
  if (stated) return { level: stated, explicit: true };
  if (inferred) return { level: inferred, explicit: false };
  const sameMedium =
    message.asked === "similarity" && message.tokens.some((token) => hasTag(token, "same_medium"));
  return sameMedium ? { level: "related", explicit: true } : null;
}

function statedLevel(message: Message, otherFacts: boolean): Level | null {
  let level: Level | null = null;
  let last = 0;
  message.tokens.forEach((token, i) => {
    const value = (tagValue(token, "similarity") ?? labelAt(message, i)) as Level | null;
    if (
      isAboutCount(message, i) ||
      !value ||
      isNumber(token) ||
      clauseHas(message, i, "dont_know") ||
      !isAboutTask(message, i, otherFacts)
    )
      return;
    const next = withSurroundings(message, i, value);
    const between = message.tokens.slice(last, i);
    level =
      level === null || between.some((other) => hasTag(other, "correction"))
        ? next
        : merged(level, next);
    last = i;
  });
  return level;
}

/** "違う、8000件": a mere "wrong" that corrects a count says nothing about closeness. */
function isAboutCount(message: Message, i: number): boolean {
  const [first, last] = clauseOf(message, i);
  const corrects = first === i - 1 && last === i && hasTag(message.tokens[first], "correction");
  return corrects && message.tokens.some((token, j) => j > i && isNumber(token));
}

/** A label or an amount beside the question's name: "similarity: medium", 類似度は高い. */
function labelAt(message: Message, i: number): string | null {
  if (!clauseIsAbout(message, i, "similarity")) return null;
  const label = message.tokens[i]?.senses.find(
    ({ kind, value }) => kind === "label" && value.startsWith("similarity "),
  );
  return label?.value.split(" ")[1] ?? null;
}

/** "similar but shot differently" lies between. */
const merged = (first: Level, next: Level): Level => (first === next ? first : "related");

function isAboutTask(message: Message, i: number, otherFacts: boolean): boolean {
  if (message.asked === "similarity") return true;
  if (clauseIsAbout(message, i, "similarity")) return true;
  if (hasTag(message.tokens[i], "amount", "label")) return false;
  if (clauseHas(message, i, ...REFERENCES)) return true;
  if (clauseHas(message, i, "base") && baseModality(message) !== null) return true;
  return otherFacts && isShortClause(message, i);
}

/** Whether the clause holds little else than the statement, as in "300 photos, close, no GPU". */
function isShortClause(message: Message, i: number): boolean {
  const [first, last] = clauseOf(message, i);
  if (
    message.tokens
      .slice(first, last + 1)
      .some((token) => hasTag(token, "gpu", "card", "machine", "counter", "noun"))
  )
    return false;
  const start = message.tokens[first - 1]?.end ?? 0;
  const end = message.tokens[last + 1]?.start ?? message.text.length;
  return wordsBetween(message.text, start, end) <= 10;
}

/** Negation, hedges and "only … differ" around a word of closeness. */
function withSurroundings(message: Message, i: number, value: Level): Level {
  const { tokens } = message;
  if (
    value === "far" &&
    (nearest(message, i, -1, 4, "only") !== null || nearest(message, i, 1, 8, "only") !== null)
  )
    return "close";
  const before = nearest(message, i, -1, 2, "negation", "but");
  const after = nearest(message, i, 1, 2, "negation_after");
  if (before !== null && hasTag(tokens[before], "negation"))
    return value === "far" ? "close" : "far";
  if (after !== null && value !== "far") return "far";
  const hedged = nearest(message, i, -1, 1, "hedge") ?? nearest(message, i, 1, 1, "hedge");
  return hedged !== null ? "related" : value;
}

/** Closeness by what the data are and what the base model has seen; the farthest domain named decides. */
function inferredLevel(message: Message): Level | null {
  const base = baseModality(message);
  if (base === null && message.asked !== "similarity") return null;
  const levels: Level[] = [];
  message.tokens.forEach((token, i) => {
    if (!hasTag(token, "domain") || isOfBase(message, i)) return;
    levels.push(domainLevel(token, base));
  });
  if (levels.length === 0) return base === null ? null : byKind(message, base);
  return (["far", "related", "close"] as const).find((level) => levels.includes(level)) ?? null;
}

/** A domain's level beside a base model of its own kind of data; of another kind it is far. */
function domainLevel(token: Token, base: Modality | null): Level {
  const senses = token.senses
    .filter(({ kind }) => kind === "domain")
    .map(({ value }) => value.split(" ") as [Modality, Level]);
  const own = senses.find(([modality]) => base === null || modality === base);
  return own ? own[1] : "far";
}

/** Without a named domain: another kind of data is far, general text is close to a text model; photos may be anything. */
function byKind(message: Message, base: Modality): Level | null {
  const nouns = message.tokens.flatMap((token, i) =>
    hasTag(token, "noun") && !isOfBase(message, i) ? [tagValue(token, "noun")] : [],
  );
  const kinds = MODALITIES.filter((modality) => nouns.includes(modality));
  const only = kinds.length === 1 ? kinds[0] : null;
  if (!only) return null;
  if (only !== base) return base === "image" && only === "audio" ? "far" : null;
  const isModel = message.tokens.some((token) => tagValue(token, "base") === "text transformer");
  return only === "text" && isModel ? "close" : null;
}

/** The kind of data that the named base model has learned from, or null when none is named. */
export function baseModality(message: Message): Modality | null {
  for (const token of message.tokens) {
    const modality = tagValue(token, "base")?.split(" ")[0] as Modality | undefined;
    if (modality && MODALITIES.includes(modality)) return modality;
  }
  const at = message.tokens.findIndex(
    (token, i) => hasTag(token, "noun", "domain") && isOfBase(message, i),
  );
  return at < 0 ? null : modalityOf(message.tokens[at] as Token);
}

/** The kind of data that a noun, domain or counter names, or null. */
export function modalityOf(token: Token): Modality | null {
  for (const kind of ["domain", "noun", "counter"]) {
    const value = tagValue(token, kind)?.split(" ")[0];
    const modality = MODALITIES.find((known) => known === value);
    if (modality) return modality;
  }
  return null;
}

/** Whether the noun at `i` tells what the base model was trained on, not what the person has. */
export function isOfBase(message: Message, i: number): boolean {
  const { tokens, text } = message;
  const before = nearest(message, i, -1, 4, "trained_on");
  if (before !== null && !isPostposed(text, tokens[before] as Token)) return true;
  const after = nearest(message, i, 1, 1, "trained_on");
  if (after !== null && isPostposed(text, tokens[after] as Token)) return true;
  const subject = nearest(message, i, -1, 3, "base_reference");
  return (
    subject !== null &&
    subject === i - 1 &&
    isPostposed(text, tokens[subject] as Token) &&
    /^[はがも]/.test(text.slice((tokens[subject] as Token).end))
  );
}

/** Whether a word is written in a script whose verbs stand behind their nouns. */
function isPostposed(text: string, token: Token): boolean {
  return text.charCodeAt(token.start) > 0x2e80;
}
