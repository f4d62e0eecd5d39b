import { dataLevel } from "../advice/questions.ts";
import { isA, type Token, valueAs } from "./lexicon.ts";
import { isOnlyWithin, type Message, wordsBetween } from "./message.ts";
import { type Amount, isNumber, type NumberToken } from "./numbers.ts";

/** What a number in a message counts. `bare`: nothing says. */
export type Role =
  | "examples"
  | "per_class"
  | "classes"
  | "gigabytes"
  | "parameters"
  | "money"
  | "devices"
  | "card"
  | "option"
  | "things"
  | "other"
  | "bare";

/** The role of each number, by token index. */
export type Roles = ReadonlyMap<number, Role>;

/** How far, in words (or Japanese characters), a noun may stand behind its number. */
const NOUN_REACH = 5;
/** More devices than this are hardly meant by a bare counter. */
const MOST_DEVICES = 64;

/** Decides for every number of a message what it counts. */
export function assignRoles(message: Message): Roles {
  const roles = new Map<number, Role>();
  message.tokens.forEach((token, i) => {
    if (isNumber(token)) roles.set(i, roleOf(message, i, token));
  });
  return roles;
}

const APPROXIMATE = ["approximate", "at_least", "at_most", "below", "nearly"];

/** The neighbouring token on one side, over words such as "about" or ほど. */
function neighbour({ tokens }: Message, from: number, step: 1 | -1): number {
  let i = from + step;
  while (isA(tokens[i], ...APPROXIMATE) && !isNumber(tokens[i])) i += step;
  return i;
}

function roleOf(message: Message, i: number, token: NumberToken): Role {
  const { tokens, asked } = message;
  const n = neighbour(message, i, 1);
  const next = tokens[n];
  const previous = tokens[neighbour(message, i, -1)];
  const adjacent = next !== undefined && nothingBetween(message, token.end, next.start);
  if (isA(token, "card") && isCardName(message, i)) return "card";
  if (isA(previous, "option") && closeBefore(message, i)) return "option";
  if (adjacent) {
    const role = unitRole(message, i, n);
    if (role) return role;
  }
  if (isA(previous, "money_before") && closeBefore(message, i)) return "money";
  if (!Number.isInteger(token.amount.mid) && token.amount.low === token.amount.high) return "other";
  if (token.size) return asked === "data" && tokens.length === 1 ? "examples" : "parameters";
  if (isA(previous, "per_class") && closeBefore(message, i))
    return isTaken(message, i) ? "classes" : "per_class";
  return nounRole(message, i) ?? precedingRole(message, i) ?? looseRole(message, i);
}

/** What is said to be labelled is an example; an unknown plural ("3000 invoices") counts some things; else nothing says. */
function looseRole(message: Message, i: number): Role {
  if (labelOf(message, i) === "yes") return "examples";
  const { text, tokens } = message;
  const { end } = tokens[i] as Token;
  const next = text.slice(end, tokens[i + 1]?.start ?? text.length);
  return isPluralNext(next) ? "things" : "bare";
}

/** Whether a plural word stands within three words behind a number. */
const isPluralNext = (text: string): boolean =>
  /^ ?(?:[a-z-]+ ){0,2}[a-z-]{3,}s(?![a-z])/.test(text);

/** Whether two places are apart by no more than fillers (の) and words such as "about". */
function nothingBetween(message: Message, from: number, to: number): boolean {
  return message.text.slice(from, to).trim() === "" || isOnlyWithin(message, from, to, APPROXIMATE);
}

/** Whether "each" in front of the number belongs to an earlier one: "80 photos of each of 6 products". */
function isTaken(message: Message, i: number): boolean {
  let j = neighbour(message, i, -1) - 1;
  while (
    isA(message.tokens[j], "noun", "domain", "counter", "labelled") &&
    !isNumber(message.tokens[j])
  )
    j--;
  return isNumber(message.tokens[j]);
}

/** The role that the unit right behind a number gives it, or null. */
function unitRole(message: Message, i: number, n: number): Role | null {
  const next = message.tokens[n];
  if (isA(next, "counter")) return counterRole(message, i, n);
  if (isA(next, "gigabytes")) return "gigabytes";
  if (isA(next, "money")) return "money";
  if (isA(next, "parameters")) return "parameters";
  if (isA(next, "option_after")) return "option";
  if (isA(next, "unit")) return "other";
  if (isA(next, "per_class")) return "per_class";
  if (isA(next, "class")) return "classes";
  if (isA(next, "machine") || valueAs(next, "subject") === "compute") return "devices";
  if (isA(next, "times")) return isA(message.tokens[n + 1], "card", "gpu") ? "devices" : null;
  return isA(next, "card", "gpu") ? "devices" : null;
}

/** 枚, 台 and the like count cards beside a card's name, and whatever was asked for otherwise. */
function counterRole(message: Message, i: number, n: number): Role {
  const { tokens, asked, text } = message;
  const token = tokens[i] as NumberToken;
  const deviceBefore = deviceIndex(message, i) !== null;
  const after = tokens[n + 1];
  const deviceAfter =
    isA(after, "card", "gpu") &&
    wordsBetween(text, (tokens[n] as Token).end, (after as Token).start) <= 1;
  const again =
    isA(tokens[i - 1], "now", "what_if") &&
    tokens.slice(0, i).some((other) => isA(other, "card", "gpu"));
  const machine = tokens[neighbour(message, i, -1)];
  const isMachine =
    (isA(machine, "machine") || valueAs(machine, "subject") === "compute") &&
    closeBefore(message, i);
  if (
    isMachine ||
    deviceBefore ||
    deviceAfter ||
    (again && !tokens.some((other) => isA(other, "noun", "domain")))
  )
    return "devices";
  const aboutDevices =
    asked === "compute" &&
    token.amount.mid <= MOST_DEVICES &&
    !tokens.some((other) => isA(other, "noun", "domain"));
  if (aboutDevices) return "devices";
  if (isA(after, "per_class")) return belongsToNext(message, n + 1) ? "examples" : "per_class";
  if (isPerClassBefore(message, i)) return "per_class";
  const before = tokens[neighbour(message, i, -1)];
  if (
    isA(before, "class") &&
    !isA(before, "per_class") &&
    closeBefore(message, i) &&
    token.amount.mid <= MOST_DEVICES
  )
    return "classes";
  return isA(tokens[neighbour(message, n, 1)], "per_class") ? "per_class" : "examples";
}

/** Whether "each" leads to a number that counts no classes: 30人がそれぞれ20文. */
function belongsToNext({ tokens }: Message, each: number): boolean {
  return isNumber(tokens[each + 1]) && !isA(tokens[each + 2], "class");
}

/** 各300枚, それぞれ写真百枚. */
function isPerClassBefore(message: Message, i: number): boolean {
  const { tokens, text } = message;
  let j = neighbour(message, i, -1);
  while (isA(tokens[j], "noun", "domain", "labelled") && !isNumber(tokens[j])) j--;
  const each = tokens[j];
  return (
    each !== undefined &&
    isA(each, "per_class") &&
    wordsBetween(text, each.end, (tokens[i] as Token).start) <= 6
  );
}

/** The card or GPU that a number right behind it counts (A6000が4枚, A100 x8), or null. */
export function deviceIndex({ tokens, text }: Message, i: number): number | null {
  let j = i - 1;
  while (isA(tokens[j], "times", "vram", "what_if") || (isA(tokens[j], "gigabytes") && j > 1))
    j -= isA(tokens[j], "gigabytes") ? 2 : 1;
  const device = tokens[j];
  if (!isA(device, "card", "gpu")) return null;
  return wordsBetween(text, (device as Token).end, (tokens[i] as Token).start) <=
    2 + (i - 1 - j) * 2
    ? j
    : null;
}

/** The role by the first noun behind the number ("800 chest X-rays", "one decent graphics card"), or null. */
function nounRole(message: Message, i: number): Role | null {
  const { tokens, text } = message;
  for (let j = i + 1; j < tokens.length; j++) {
    const token = tokens[j] as Token;
    if (isA(token, "gigabytes") || (isNumber(token) && isA(tokens[j + 1], "gigabytes"))) continue;
    if (isA(token, "break", "stop", "unit") || (isNumber(token) && !isA(token, "card")))
      return null;
    if (wordsBetween(text, (tokens[i] as Token).end, token.start) > NOUN_REACH) return null;
    if (isA(token, "card", "gpu")) return "devices";
    if (isA(token, "per_class")) return "per_class";
    if (isThing(message, token)) return "things";
    if (isA(token, "noun", "domain", "labelled", "unlabelled", "part"))
      return classFollows(message, j) ? "per_class" : "examples";
    if (isA(token, "class")) return "classes";
    if (isA(token, "machine", "base", "parameters", "question")) return "other";
  }
  return null;
}

/** "2 cats" counts cats, not photos, unless examples were asked for. */
function isThing({ asked }: Message, token: Token): boolean {
  return asked !== "data" && valueAs(token, "domain") === "image close" && !isA(token, "noun");
}

/** Whether "per class", "each" or ずつ follows the noun at `from` before the next number or break. */
function classFollows({ tokens }: Message, from: number): boolean {
  for (let j = from + 1; j < tokens.length; j++) {
    const token = tokens[j] as Token;
    if (isA(token, "per_class")) return true;
    if (isNumber(token) || isA(token, "break", "and")) return false;
  }
  return false;
}

/** The role by the noun in front ("samples: 500", データは500; but "page 7" is a name), or null. */
function precedingRole(message: Message, i: number): Role | null {
  const { tokens, text } = message;
  let j = neighbour(message, i, -1);
  if (isA(tokens[j], "break") && text[(tokens[j] as Token).start] === ":") j--;
  const noun = tokens[j];
  if (!noun || wordsBetween(text, noun.end, (tokens[i] as Token).start) > 3) return null;
  const isNamed =
    message.asked === null &&
    /[a-z]/.test(text[noun.end - 1] ?? "") &&
    j === neighbour(message, i, -1) &&
    nothingBetween(message, noun.end, (tokens[i] as Token).start);
  if (isA(noun, "per_class")) return "per_class";
  if (isNamed) return null;
  if (isA(noun, "class") && !isA(tokens[j - 1], "per_class")) return "classes";
  if (
    valueAs(noun, "subject") === "data" ||
    isA(noun, "noun", "labelled", "unlabelled", "total", "part")
  )
    return "examples";
  return null;
}

function closeBefore(message: Message, i: number): boolean {
  const previous = message.tokens[neighbour(message, i, -1)];
  return (
    previous !== undefined &&
    wordsBetween(message.text, previous.end, (message.tokens[i] as Token).start) <= 3
  );
}

/** Whether digits such as 3090 name the card and do not count: something beside them says so, or nothing is counted. */
function isCardName(message: Message, i: number): boolean {
  const { tokens, asked, text } = message;
  const next = tokens[i + 1];
  const gap = next ? wordsBetween(text, (tokens[i] as Token).end, next.start) : 0;
  if (next && gap === 0 && isA(next, "counter", "unit", "money", "noun", "class")) return false;
  if (isA(tokens[i - 1], "money_before")) return false;
  const beside =
    isA(next, "gpu", "vram", "machine", "times") ||
    isA(tokens[i - 1], "gpu", "times") ||
    isNumber(next) ||
    isNumber(tokens[i - 1]) ||
    isA(tokens[i - 1], "only", "now", "have");
  return asked === "data" ? beside : true;
}

/** One count of examples. */
type Count = {
  readonly at: number;
  readonly amount: Amount;
  readonly role: "examples" | "per_class" | "things";
  readonly label: "yes" | "no" | null;
};

/** How many labelled examples a message tells of, or null; `perClass`: only a figure for each class is known. */
export type Examples = {
  readonly total: Amount | null;
  readonly perClass: Amount | null;
  readonly classes: number | null;
  /** Whether only an unknown word ("3000 widgets") says what was counted. */
  readonly guessed: boolean;
};

/** Adds up, multiplies and corrects the counts of a message to one total. `bare`: numbers without a unit count too. */
export function countExamples(message: Message, roles: Roles, bare: boolean): Examples {
  const counts = chosen(message, counted(message, roles, bare));
  const classes = classCount(message, roles);
  const sure = counts.filter((count) => count.role === "examples");
  const things = counts.filter((count) => count.role === "things");
  const totals = sure.length > 0 ? sure : things;
  const guessed = sure.length === 0;
  const each = counts.filter((count) => count.role === "per_class");
  const product = totals.length > 0 ? timesProduct(message, roles) : null;
  if (product) return { total: product, perClass: null, classes, guessed };
  const last = each.at(-1);
  const groups = last ? (classes ?? groupCount(message, last, totals)) : null;
  if (last && (totals.length === 0 || groups !== classes)) {
    const total = groups === null ? null : times(last.amount, groups);
    return { total, perClass: last.amount, classes: groups, guessed: false };
  }
  return { total: combined(message, totals), perClass: null, classes, guessed };
}

/** "12 examples per intent, 45 intents", 30人がそれぞれ20文: what is counted in another unit numbers the classes. */
function groupCount(message: Message, each: Count, totals: readonly Count[]): number | null {
  const other = totals.length === 1 ? totals[0] : undefined;
  if (!other || isTotal(message.tokens, other.at)) return null;
  const unit = unitText(message, other.at);
  const own = unitText(message, each.at);
  const named = message.tokens.findIndex((token, i) => i > each.at && isA(token, "per_class"));
  const perUnit =
    named >= 0 && unit !== "" && nextWords(message, named).startsWith(unit.slice(0, 4));
  const differs = unit !== own && !isA(message.tokens[each.at + 1], "per_class");
  return perUnit || other.role === "things" || differs ? other.amount.mid : null;
}

function unitText({ text, tokens }: Message, at: number): string {
  const unit = tokens[at + 1];
  return isA(unit, "counter", "noun", "domain")
    ? text.slice((unit as Token).start, (unit as Token).end)
    : "";
}

const nextWords = ({ text, tokens }: Message, i: number): string =>
  text.slice((tokens[i] as Token).end).trimStart();

const times = (amount: Amount, by: number): Amount => ({
  low: amount.low * by,
  high: amount.high * by,
  mid: amount.mid * by,
});

function counted(message: Message, roles: Roles, bare: boolean): Count[] {
  const counts: Count[] = [];
  let denied = false;
  for (const [at, role] of roles) {
    const token = message.tokens[at] as NumberToken;
    const before = message.tokens[at - 1];
    if (
      isA(before, "negation") &&
      wordsBetween(message.text, (before as Token).end, token.start) === 0 &&
      token.amount.mid > 1
    ) {
      denied = true;
      continue;
    }
    const follows =
      role === "bare" &&
      ((isTurn(message, at) && counts.length > 0) || (denied && isA(before, "but")));
    const isCount = role === "examples" || role === "per_class" || role === "things" || follows;
    if (isCount || (role === "bare" && bare)) {
      counts.push({
        at,
        amount: bounded(message, at, token.amount),
        role: role === "per_class" || role === "things" ? role : "examples",
        label: labelOf(message, at),
      });
    }
  }
  return counts;
}

/** Whether a correction, a change or an addition leads to the number: "500 photos, sorry, 7000", "and another 500". */
function isTurn({ tokens }: Message, at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 4), at)
    .some((token) => isA(token, "correction", "change", "now", "and", "part"));
}

/** After a correction only what follows it; then labelled ones before all others, and the total before its parts. */
function chosen({ tokens }: Message, all: readonly Count[]): readonly Count[] {
  const turn = tokens.findLastIndex(
    (token, i) =>
      isA(token, "correction", "change") &&
      all.some((count) => count.at > i) &&
      all.some((count) => count.at < i),
  );
  const later = turn < 0 ? all : all.filter((count) => count.at > turn);
  const usable = later.filter((count) => count.label !== "no");
  const labelled = usable.filter((count) => count.label === "yes");
  const counts = labelled.length > 0 ? labelled : usable;
  const total = counts.filter((count) => isTotal(tokens, count.at));
  if (total.length > 0) return total.slice(-1);
  const grew = turn < 0 && tokens.some((token) => isA(token, "change"));
  return grew ? counts.slice(-1) : counts;
}

/** The total that a message states beside its parts: "in total", 合計. */
function isTotal(tokens: readonly Token[], at: number): boolean {
  for (let j = at - 1; j >= 0 && !isA(tokens[j], "break", "and") && !isNumber(tokens[j]); j--)
    if (isA(tokens[j], "total")) return true;
  for (let j = at + 1; j < tokens.length && !isA(tokens[j], "break") && !isNumber(tokens[j]); j++)
    if (isA(tokens[j], "total")) return true;
  return false;
}

function labelOf({ tokens }: Message, at: number): "yes" | "no" | null {
  const found = (step: 1 | -1): "yes" | "no" | null => {
    for (
      let j = at + step;
      j >= 0 &&
      j < tokens.length &&
      !isA(tokens[j], "break", "but", "part_of") &&
      !isNumber(tokens[j]);
      j += step
    ) {
      if (isA(tokens[j], "unlabelled")) return "no";
      if (isA(tokens[j], "labelled")) return "yes";
    }
    return null;
  };
  return found(1) ?? found(-1);
}

function bounded(message: Message, at: number, amount: Amount): Amount {
  const { tokens, text } = message;
  const before = tokens[at - 1];
  const beside = [
    isA(before, "break") ? undefined : before,
    tokens[at + 1],
    isA(tokens[at + 1], "break", "and") ? undefined : tokens[at + 2],
  ];
  const has = (kind: string): boolean =>
    beside.some(
      (token) =>
        token &&
        isA(token, kind) &&
        wordsBetween(
          text,
          Math.min(token.end, (tokens[at] as Token).end),
          Math.max(token.start, (tokens[at] as Token).start),
        ) <= 6,
    );
  const n = amount.mid;
  if (has("below")) return { low: 0, high: n - 1, mid: Math.max(1, Math.round(n * 0.75)) };
  if (has("at_most")) {
    const isLimit = n > 1 && dataLevel(n) !== dataLevel(n - 1);
    return { low: 0, high: n, mid: isLimit ? Math.round(n * 0.9) : n };
  }
  if (has("nearly")) return { low: n * 0.9, high: n - 1, mid: Math.max(1, Math.round(n * 0.97)) };
  return amount;
}

function classCount({ tokens }: Message, roles: Roles): number | null {
  let classes: number | null = onlyBare(tokens, roles);
  tokens.forEach((token, i) => {
    if (roles.get(i) === "classes") classes = (token as NumberToken).amount.mid;
    else if (isA(token, "classes")) classes = Number(valueAs(token, "classes"));
  });
  return classes;
}

/** The one number that says nothing of itself: "each of 6 products". Only used beside a figure per class. */
function onlyBare(tokens: readonly Token[], roles: Roles): number | null {
  const bare = [...roles]
    .filter(([, role]) => role === "bare")
    .map(([at]) => (tokens[at] as NumberToken).amount.mid);
  return bare.length === 1 && Number.isInteger(bare[0]) && (bare[0] ?? 0) > 1
    ? (bare[0] ?? null)
    : null;
}

/** 50 × 12 classes, 30 x 20, 10 classes × 40 images: the product, or null. */
function timesProduct({ tokens }: Message, roles: Roles): Amount | null {
  for (let i = 1; i < tokens.length; i++) {
    if (!isA(tokens[i], "times")) continue;
    const left = tokens.slice(0, i).findLastIndex((token) => isNumber(token));
    const right = tokens.findIndex((token, j) => j > i && isNumber(token));
    if (left < 0 || right < 0 || i - left > 3 || right - i > 1) continue;
    const pair = [roles.get(left), roles.get(right)];
    if (
      pair.some(
        (role) =>
          role !== "examples" && role !== "bare" && role !== "classes" && role !== "per_class",
      )
    )
      continue;
    return times((tokens[left] as NumberToken).amount, (tokens[right] as NumberToken).amount.mid);
  }
  return null;
}

/** Several counts at once: parts are added, otherwise the largest is the data set. */
function combined({ tokens }: Message, counts: readonly Count[]): Amount | null {
  const first = counts[0];
  if (!first) return null;
  const last = counts.at(-1) as Count;
  const between = tokens.slice(first.at, last.at);
  const added =
    between.some((token) => isA(token, "and")) || tokens.some((token) => isA(token, "part"));
  if (counts.length === 1) return first.amount;
  if (!added)
    return counts.reduce(
      (most, count) => (count.amount.mid > most.mid ? count.amount : most),
      first.amount,
    );
  return counts.reduce(
    (sum, { amount }) => ({
      low: sum.low + amount.low,
      high: sum.high + amount.high,
      mid: sum.mid + amount.mid,
    }),
    { low: 0, high: 0, mid: 0 },
  );
}
