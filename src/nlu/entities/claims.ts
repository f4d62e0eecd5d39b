import { hasTag, type Token, tagValue } from "../lexicon.ts";
import { counterClaim, isCardName, isTaken, nounClaim, precedingClaim } from "./claim-nouns.ts";
import { isNumber } from "./numbers.ts";
import { type Message, wordsBetween } from "./parsed-message.ts";
import type { Claim, Claims, Place } from "./spans.ts";
import { labelOf, neighbour, nothingBetween } from "./token-neighbours.ts";

/**
 * One way to claim a number: the claim, or null where the row does not hold. `examples` are messages with the claims on all of
 * their numbers.
 */
export type ClaimRow = {
  readonly id: string;
  readonly claim: (place: Place) => Claim | null;
  readonly examples: readonly (readonly [message: string, claims: string])[];
};

/** Whatever stands right behind the number as its unit, by kind of word. */
const UNITS: readonly (readonly [kind: string, claim: Claim])[] = [
  ["gigabytes", "gigabytes"],
  ["money", "money"],
  ["parameters", "parameters"],
  ["option_after", "option"],
  ["hours", "hours"],
  ["percent", "percent"],
  ["unit", "other"],
  ["per_class", "per_class"],
  ["class", "classes"],
  ["machine", "devices"],
  ["card", "devices"],
  ["gpu", "devices"],
];

/** The first row that holds claims the number. */
export const CLAIM_ROWS: readonly ClaimRow[] = [
  {
    id: "name_of_a_card",
    claim: (place) => (isCardName(place) ? "card" : null),
    examples: [
      ["500枚、4090が1枚", "500 examples, 4090 card, 1 devices"],
      ["4090一枚、データ1万件", "4090 card, 1 devices, 10000 examples"],
      ["3090 images", "3090 examples"],
    ],
  },
  {
    id: "option",
    claim: ({ previous, follows }) => (hasTag(previous, "option") && follows ? "option" : null),
    examples: [["option 2", "2 option"]],
  },
  {
    id: "counter",
    claim: (place) =>
      place.adjacent && hasTag(place.next, "counter") ? counterClaim(place) : null,
    examples: [
      ["写真が300枚", "300 examples"],
      ["GPUが2枚", "2 devices"],
      ["各300枚、3クラス", "300 per_class, 3 classes"],
    ],
  },
  {
    id: "unit",
    claim: ({ adjacent, next }) =>
      (adjacent && UNITS.find(([kind]) => hasTag(next, kind))?.[1]) || null,
    examples: [
      ["24 GB, $50, 7B params", "24 gigabytes, 50 money, 7000000000 parameters"],
      ["40 hours of speech, 3% errors", "40 hours, 3 percent"],
      ["10 epochs", "10 other"],
      ["4 gpus and 12 classes", "4 devices, 12 classes"],
    ],
  },
  {
    id: "machines",
    claim: ({ adjacent, next, nextAt, message }) => {
      const isMachine =
        tagValue(next, "subject") === "compute" ||
        (hasTag(next, "times") && hasTag(message.tokens[nextAt + 1], "card", "gpu"));
      return adjacent && isMachine ? "devices" : null;
    },
    examples: [["4x A100", "4 devices"]],
  },
  {
    id: "price",
    claim: ({ previous, follows }) =>
      hasTag(previous, "money_before") && follows ? "money" : null,
    examples: [["$200 and 500 photos", "200 money, 500 examples"]],
  },
  {
    id: "fraction",
    claim: ({ token: { amount } }) =>
      !Number.isInteger(amount.mid) && amount.low === amount.high ? "other" : null,
    examples: [["a loss of 0.5", "0.5 other"]],
  },
  {
    id: "size_of_a_model",
    claim: ({ token, message }) => {
      if (!token.size) return null;
      return message.asked === "data" && message.tokens.length === 1 ? "examples" : "parameters";
    },
    examples: [["7b on one card", "7000000000 parameters, 1 devices"]],
  },
  {
    id: "behind_each",
    claim: (place) => {
      if (!hasTag(place.previous, "per_class") || !place.follows) return null;
      return isTaken(place.message, place.at) ? "classes" : "per_class";
    },
    examples: [["80 photos of each of 6 products", "80 per_class, 6 classes"]],
  },
  {
    id: "none",
    claim: ({ token, previous, follows }) =>
      token.amount.mid === 0 && follows && tagValue(previous, "subject") === "data"
        ? "examples"
        : null,
    examples: [["まだデータゼロなんです", "0 examples"]],
  },
  {
    id: "noun_behind",
    claim: ({ message, at }) => nounClaim(message, at),
    examples: [
      ["800 chest X-rays", "800 examples"],
      ["1 decent graphics card", "1 devices"],
      ["2 cats and a dog", "2 things"],
    ],
  },
  {
    id: "noun_in_front",
    claim: ({ message, at }) => precedingClaim(message, at),
    examples: [
      ["samples: 500", "500 examples"],
      ["データは500", "500 examples"],
    ],
  },
  {
    id: "labelled",
    claim: ({ message, at }) => (labelOf(message, at) === "yes" ? "examples" : null),
    examples: [["we labelled 180 by hand", "180 examples"]],
  },
  {
    id: "some_plural",
    claim: ({ message: { text, tokens }, at, token }) => {
      const next = text.slice(token.end, tokens[at + 1]?.start ?? text.length);
      return /^ ?(?:[a-z-]+ ){0,2}[a-z-]{3,}s(?![a-z])/.test(next) ? "things" : null;
    },
    examples: [["3000 widgets", "3000 things"]],
  },
  { id: "nothing_says", claim: () => "bare", examples: [["300", "300 bare"]] },
];

/** Decides for every number of a message what it counts or names. */
export function claimNumbers(message: Message): Claims {
  const claims = new Map<number, Claim>();
  message.tokens.forEach((_, at) => {
    const place = placeOf(message, at);
    if (place) claims.set(at, claimOf(place));
  });
  return claims;
}

function claimOf(place: Place): Claim {
  for (const row of CLAIM_ROWS) {
    const claim = row.claim(place);
    if (claim) return claim;
  }
  return "bare";
}

function placeOf(message: Message, at: number): Place | null {
  const { tokens, text } = message;
  const token = tokens[at];
  if (!isNumber(token)) return null;
  const nextAt = neighbour(message, at, 1);
  const next = tokens[nextAt];
  const previous = tokens[neighbour(message, at, -1)];
  return {
    message,
    at,
    token,
    next,
    nextAt,
    previous,
    adjacent: next !== undefined && nothingBetween(message, token.end, next.start),
    follows: previous !== undefined && isNear(text, previous, token),
  };
}

const isNear = (text: string, before: Token, token: Token): boolean =>
  wordsBetween(text, before.end, token.start) <= 3;
