import { OPTIONS } from "../../advice/questions.ts";
import { hasTag, type Token, tagValue } from "../lexicon.ts";
import {
  amountBeside,
  byMemory,
  cardBefore,
  countBefore,
  deviceCount,
  hasCount,
  isDenied,
  isInCluster,
  isOver,
  isPortable,
  type Level,
  memoryOf,
  nextDevice,
  statedMemory,
} from "./devices.ts";
import { isNumber, type NumberToken } from "./numbers.ts";
import { clauseHas, inOneClause, type Message, nearest } from "./parsed-message.ts";
import { largestCard } from "./read-card.ts";
import { UNKNOWN_CARD } from "./reader/reading-words.ts";
import type { Claims } from "./spans.ts";
import { deviceIndex } from "./token-neighbours.ts";

/** One statement about the machine. `hardware`: it names a GPU, a card or the like, so it is about training for sure. */
type Statement = { readonly at: number; readonly level: Level; readonly hardware: boolean };

/**
 * What holds of the machine. `cardGb`: the memory of the largest single card told of, in whole GB, or null; `noGpu`: there is
 * nothing but a CPU.
 */
export type Machine = Statement & { readonly cardGb: number | null; readonly noGpu: boolean };

/** Words for a machine without a GPU, rather than with a weak one. */
const NO_GPU = new RegExp(
  [
    "cpu",
    "gpu-?less",
    "(?:no|without|w/o|zero).*(?:gpu|graphics)",
    "(?:gpu|グラボ).*(?:なし|無し|ナシ|ない|無い|ありません|ゼロ)",
  ].join("|"),
);

const LEVELS: readonly Level[] = OPTIONS.compute;

/** Budgets in US dollars below which a project is limited or moderate. */
const LIMITED_USD = 100;

const MODERATE_USD = 1_000;

/** What a message says about compute: the last statement that still holds, or null. */
export function readCompute(message: Message, claims: Claims): Machine | null {
  const statements = message.tokens
    .flatMap((_, i) => statementAt(message, claims, i) ?? [])
    .filter(({ at }) => !isOver(message, at));
  const cards = statements.filter(({ at }) => hasTag(message.tokens[at], "card", "gpu"));
  const holding = statements.filter(
    ({ at, level }) =>
      level !== "limited" ||
      hasTag(message.tokens[at], "portable") ||
      !hasTag(message.tokens[at], "machine") ||
      !cards.some((card) => card.at !== at && inOneClause(message, at, card.at)),
  );
  const last = strongestOfLast(message, holding);
  if (!last) return null;
  return {
    ...last,
    hardware: holding.some(({ hardware }) => hardware),
    cardGb: largestCard(message, claims, alongWith(message, claims, last, holding)),
    noGpu: last.level === "limited" && holding.some(({ at }) => isWithoutGpu(message, at)),
  };
}

function isWithoutGpu(message: Message, at: number): boolean {
  const token = message.tokens[at] as Token;
  if (hasTag(token, "gpu")) return isDenied(message, at) && amountBeside(message, at) === null;
  const words = message.text.slice(token.start, token.end);
  return hasTag(token, "compute", "cpu") && NO_GPU.test(words);
}

/** A card that is named and still there, whose memory neither its name nor the message tells; as it is written, or null. */
export function unlistedCard(message: Message, claims: Claims): string | null {
  const at = message.tokens.findLastIndex(
    (token, i) =>
      tagValue(token, "card") === UNKNOWN_CARD &&
      !isDenied(message, i) &&
      !isOver(message, i) &&
      !isPortable(message, i) &&
      statedMemory(message, claims, i) === null,
  );
  const token = message.tokens[at];
  return token ? message.text.slice(token.start, token.end) : null;
}

/** The last statement, or the stronger card that is named together with it: "an A100 and a T4". */
function strongestOfLast(message: Message, holding: readonly Statement[]): Statement | undefined {
  const [before, last] = [holding.at(-2), holding.at(-1)];
  if (!before || !last || !isListed(message, before.at, last.at)) return last;
  return LEVELS.indexOf(before.level) > LEVELS.indexOf(last.level) ? before : last;
}

/** Whether two named cards stand in one list, joined by nothing but "and". */
function isListed({ tokens }: Message, i: number, j: number): boolean {
  const between = tokens.slice(i + 1, j);
  return (
    [tokens[i], tokens[j]].every((token) => hasTag(token, "card")) &&
    between.some((token) => hasTag(token, "and")) &&
    between.every(
      (token) => hasTag(token, "and", "gigabytes", "times", "counter") || isNumber(token),
    )
  );
}

/**
 * The statements that may be of the same cards as the one that counts: those of its level, or all where it only counts
 * them (16GB×4枚); where something was taken back, those behind it alone.
 */
function alongWith(
  { tokens }: Message,
  claims: Claims,
  last: Statement,
  holding: readonly Statement[],
): readonly Statement[] {
  const turn = tokens.findLastIndex(
    (token, i) => i < last.at && hasTag(token, "correction", "change"),
  );
  const onlyCounts = claims.get(last.at) === "devices";
  return holding.filter(({ at, level }) => at > turn && (onlyCounts || level === last.level));
}

function statementAt(message: Message, claims: Claims, i: number): Statement | null {
  const token = message.tokens[i] as Token;
  const level = (found: Level | null, hardware: boolean): Statement | null =>
    found ? { at: i, level: found, hardware } : null;
  if (claims.get(i) === "gigabytes") return level(byGigabytes(message, i), true);
  if (claims.get(i) === "money") return level(byBudget(message, i), true);
  if (isNumber(token) && claims.get(i) === "devices") return level(byBareCount(message, i), true);
  if (hasTag(token, "card") && (!isNumber(token) || claims.get(i) === "card"))
    return level(byCard(message, claims, i), isTelling(message, i));
  const phrase = tagValue(token, "compute") as Level | null;
  if (phrase) return level(byPhrase(message, i, phrase), true);
  if (hasTag(token, "gpu"))
    return level(byGpu(message, claims, i), tagValue(token, "gpu") !== "card");
  const machine = tagValue(token, "machine") as Level | null;
  if (machine)
    return level(
      isDenied(message, i) ? null : machine,
      hasTag(token, "hardware") ||
        clauseHas(message, i, "only", "negation", "negation_after", "gpu", "card") ||
        message.tokens.filter((other) => hasTag(other, "machine")).length > 1,
    );
  if (hasTag(token, "cpu"))
    return level(
      message.asked === "compute" || clauseHas(message, i, "only") ? "limited" : null,
      true,
    );
  return hasTag(token, "amount") && !isNumber(token) ? level(byAmount(message, i), true) : null;
}

/** Whether a card's name is long enough, or accompanied enough, to mean the card: T4 and L4 alone may be anything. */
function isTelling(message: Message, i: number): boolean {
  const { start, end } = message.tokens[i] as Token;
  return (
    end - start > 2 || clauseHas(message, i, "gpu", "vram", "only", "have", "literal", "digit")
  );
}

/** A phrase counts unless it is about something else; general ones ("unlimited", 潤沢) need the question or the subject. */
function byPhrase(message: Message, i: number, phrase: Level): Level | null {
  const { asked, text, tokens } = message;
  const words = text.slice((tokens[i] as Token).start, (tokens[i] as Token).end);
  const isGpu = /gpu|card|グラボ/.test(words);
  if (phrase !== "limited" && isGpu && isDenied(message, i)) return "limited";
  if (phrase === "moderate" && isPortable(message, i)) return "limited";
  const named = isGpu || /cpu|card|comput|budget|money|hardware|予算|金|計算|pc|スペ/.test(words);
  if (
    named ||
    asked === "compute" ||
    clauseHas(message, i, "gpu", "card", "budget", "machine", "cpu")
  )
    return phrase;
  return tokens.some((token) => tagValue(token, "subject") === "compute") &&
    !clauseHas(message, i, "noun", "domain")
    ? phrase
    : null;
}

function byCard(message: Message, claims: Claims, i: number): Level | null {
  if (isDenied(message, i)) return null;
  if (isPortable(message, i)) return "limited";
  if (isInCluster(message, i)) return "ample";
  const named = Number(tagValue(message.tokens[i], "card"));
  const memory = statedMemory(message, claims, i)?.mid ?? named;
  return Number.isNaN(memory) ? null : byMemory(memory, deviceCount(message, claims, i));
}

function byGpu(message: Message, claims: Claims, i: number): Level | null {
  const { asked, tokens } = message;
  if (clauseHas(message, i, "card") && nearest(message, i, 1, 6, "card") !== null) return null;
  const amount = amountBeside(message, i);
  if (amount) return byAmountValue(amount);
  if (isDenied(message, i)) return "limited";
  if (
    nearest(message, i, -1, 2, "card") !== null &&
    claims.get(nearest(message, i, -1, 2, "card") ?? -1) !== "examples"
  )
    return null;
  const memory = statedMemory(message, claims, i)?.mid ?? null;
  if (isPortable(message, i)) return "limited";
  const count = deviceCount(message, claims, i);
  if (memory !== null) return byMemory(memory, count);
  if (count > 1) return "ample";
  if (hasCount(message, claims, i)) return "moderate";
  const owned =
    clauseHas(message, i, "have", "only", "own") &&
    !tokens.some((token) => hasTag(token, "question"));
  if ((asked !== "compute" && !owned) || clauseHas(message, i, "dont_know")) return null;
  return hasTag(tokens[i], "gpu") && valueMany(tokens[i] as Token) ? "ample" : "moderate";
}

const valueMany = (token: Token): boolean =>
  token.senses.some(({ kind, value }) => kind === "gpu" && value === "many");

/** A number of gigabytes that belongs to no named card: only beside VRAM or a GPU, or as the answer. */
function byGigabytes(message: Message, i: number): Level | null {
  const { tokens, asked } = message;
  const memory = (tokens[i] as NumberToken).amount.mid;
  const source = memoryOf(message, i);
  if (source === "other" || memory > 2_000) return null;
  if (source === "unclear" && tokens.some((token) => hasTag(token, "card", "gpu"))) return null;
  const stated = clauseHas(message, i, "vram", "gpu") || clauseHas(message, i, "card");
  if (!stated && asked !== "compute") return null;
  if (isPortable(message, i)) return "limited";
  const device = nextDevice(message, i);
  const counted =
    hasTag(tokens[i - 1], "times") || (device >= 0 && inOneClause(message, i, device));
  const count = counted ? countBefore(message, i) : 1;
  return byMemory(memory, count);
}

function byBudget(message: Message, i: number): Level | null {
  if (message.asked !== "compute" && !message.tokens.some((token) => hasTag(token, "budget")))
    return null;
  const unit = [message.tokens[i + 1], message.tokens[i - 1]].map(
    (token) => tagValue(token, "money") ?? tagValue(token, "money_before"),
  );
  const dollars =
    (message.tokens[i] as NumberToken).amount.mid * Number(unit.find((rate) => rate !== null) ?? 1);
  return dollars < LIMITED_USD ? "limited" : dollars < MODERATE_USD ? "moderate" : "ample";
}

/** "two", 4枚 as the answer about compute, or "now 8 of them" after a card was named. */
function byBareCount(message: Message, i: number): Level | null {
  const { tokens, asked } = message;
  const count = (tokens[i] as NumberToken).amount.mid;
  if (deviceIndex(message, i) !== null || nextDevice(message, i) >= 0) return null;
  const named = cardBefore(message, i);
  if (named) return byMemory(Number(tagValue(named, "card")), count);
  if (asked !== "compute" && !tokens.some((token) => hasTag(token, "gpu"))) return null;
  return count > 1 ? "ample" : "moderate";
}

function byAmount(message: Message, i: number): Level | null {
  const { asked, tokens } = message;
  const value = tagValue(tokens[i], "amount") as string;
  if (clauseHas(message, i, "gpu", "card")) return null;
  const named = [
    nearest(message, i, -1, 4, "subject", "budget", "vram"),
    nearest(message, i, 1, 3, "subject", "budget", "vram"),
  ].some((j) => j !== null && (tagValue(tokens[j], "subject") ?? "compute") === "compute");
  const alone =
    asked === "compute" &&
    !tokens.some((token) => hasTag(token, "noun", "domain")) &&
    !clauseHas(message, i, "subject");
  return named || alone ? byAmountValue(value) : null;
}

function byAmountValue(amount: string): Level {
  if (amount === "plenty") return "ample";
  return amount === "fair" ? "moderate" : "limited";
}
