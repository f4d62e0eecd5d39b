import { hasTag, type Token, tagValue } from "../../lexicon.ts";
import type { Role } from "../noun-roles.ts";
import { nounRole, precedingRole } from "../noun-roles.ts";
import { isNumber, type NumberToken } from "../numbers.ts";
import { type Message, wordsBetween } from "../parsed-message.ts";
import {
  closeBefore,
  deviceIndex,
  labelOf,
  neighbour,
  nothingBetween,
} from "../token-neighbours.ts";

/** The role of each number, by token index. */
export type Roles = ReadonlyMap<number, Role>;

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

function roleOf(message: Message, i: number, token: NumberToken): Role {
  const { tokens, asked } = message;
  const n = neighbour(message, i, 1);
  const next = tokens[n];
  const previous = tokens[neighbour(message, i, -1)];
  const adjacent = next !== undefined && nothingBetween(message, token.end, next.start);
  if (hasTag(token, "card") && isCardName(message, i)) return "card";
  if (hasTag(previous, "option") && closeBefore(message, i)) return "option";
  if (adjacent) {
    const role = unitRole(message, i, n);
    if (role) return role;
  }
  if (hasTag(previous, "money_before") && closeBefore(message, i)) return "money";
  if (!Number.isInteger(token.amount.mid) && token.amount.low === token.amount.high) return "other";
  if (token.size) return asked === "data" && tokens.length === 1 ? "examples" : "parameters";
  if (hasTag(previous, "per_class") && closeBefore(message, i))
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

/** Whether "each" in front of the number belongs to an earlier one: "80 photos of each of 6 products". */
function isTaken(message: Message, i: number): boolean {
  let j = neighbour(message, i, -1) - 1;
  while (
    hasTag(message.tokens[j], "noun", "domain", "counter", "labelled") &&
    !isNumber(message.tokens[j])
  )
    j--;
  return isNumber(message.tokens[j]);
}

/** The role that the unit right behind a number gives it, or null. */
function unitRole(message: Message, i: number, n: number): Role | null {
  const next = message.tokens[n];
  if (hasTag(next, "counter")) return counterRole(message, i, n);
  if (hasTag(next, "gigabytes")) return "gigabytes";
  if (hasTag(next, "money")) return "money";
  if (hasTag(next, "parameters")) return "parameters";
  if (hasTag(next, "option_after")) return "option";
  if (hasTag(next, "unit")) return "other";
  if (hasTag(next, "per_class")) return "per_class";
  if (hasTag(next, "class")) return "classes";
  if (hasTag(next, "machine") || tagValue(next, "subject") === "compute") return "devices";
  if (hasTag(next, "times")) return hasTag(message.tokens[n + 1], "card", "gpu") ? "devices" : null;
  return hasTag(next, "card", "gpu") ? "devices" : null;
}

/** 枚, 台 and the like count cards beside a card's name, and whatever was asked for otherwise. */
function counterRole(message: Message, i: number, n: number): Role {
  const { tokens, asked, text } = message;
  const token = tokens[i] as NumberToken;
  const deviceBefore = deviceIndex(message, i) !== null;
  const after = tokens[n + 1];
  const deviceAfter =
    hasTag(after, "card", "gpu") &&
    wordsBetween(text, (tokens[n] as Token).end, (after as Token).start) <= 1;
  const again =
    hasTag(tokens[i - 1], "now", "what_if") &&
    tokens.slice(0, i).some((other) => hasTag(other, "card", "gpu"));
  const machine = tokens[neighbour(message, i, -1)];
  const isMachine =
    (hasTag(machine, "machine") || tagValue(machine, "subject") === "compute") &&
    closeBefore(message, i);
  if (
    isMachine ||
    deviceBefore ||
    deviceAfter ||
    (again && !tokens.some((other) => hasTag(other, "noun", "domain")))
  )
    return "devices";
  const aboutDevices =
    asked === "compute" &&
    token.amount.mid <= MOST_DEVICES &&
    !tokens.some((other) => hasTag(other, "noun", "domain"));
  if (aboutDevices) return "devices";
  if (hasTag(after, "per_class")) return belongsToNext(message, n + 1) ? "examples" : "per_class";
  if (isPerClassBefore(message, i)) return "per_class";
  const before = tokens[neighbour(message, i, -1)];
  if (
    hasTag(before, "class") &&
    !hasTag(before, "per_class") &&
    closeBefore(message, i) &&
    token.amount.mid <= MOST_DEVICES
  )
    return "classes";
  return hasTag(tokens[neighbour(message, n, 1)], "per_class") ? "per_class" : "examples";
}

/** Whether "each" leads to a number that counts no classes: 30人がそれぞれ20文. */
function belongsToNext({ tokens }: Message, each: number): boolean {
  return isNumber(tokens[each + 1]) && !hasTag(tokens[each + 2], "class");
}

/** 各300枚, それぞれ写真百枚. */
function isPerClassBefore(message: Message, i: number): boolean {
  const { tokens, text } = message;
  let j = neighbour(message, i, -1);
  while (hasTag(tokens[j], "noun", "domain", "labelled") && !isNumber(tokens[j])) j--;
  const each = tokens[j];
  return (
    each !== undefined &&
    hasTag(each, "per_class") &&
    wordsBetween(text, each.end, (tokens[i] as Token).start) <= 6
  );
}

/** Whether digits such as 3090 name the card and do not count: something beside them says so, or nothing is counted. */
function isCardName(message: Message, i: number): boolean {
  const { tokens, asked, text } = message;
  const next = tokens[i + 1];
  const gap = next ? wordsBetween(text, (tokens[i] as Token).end, next.start) : 0;
  if (next && gap === 0 && hasTag(next, "counter", "unit", "money", "noun", "class")) return false;
  if (hasTag(tokens[i - 1], "money_before")) return false;
  const beside =
    hasTag(next, "gpu", "vram", "machine", "times") ||
    hasTag(tokens[i - 1], "gpu", "times") ||
    isNumber(next) ||
    isNumber(tokens[i - 1]) ||
    hasTag(tokens[i - 1], "only", "now", "have");
  return asked === "data" ? beside : true;
}
