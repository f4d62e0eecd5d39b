import {
  type Answers,
  BACKBONES,
  dataLevel,
  isCardMemory,
  MODALITIES,
  OPTIONS,
  type Question,
} from "../advice/questions.ts";
import { RULES_VERSION } from "../advice/rules.ts";

/** What an advice code holds. `version` is that of the rules under which the advice was given, from 1 to 31. */
export type AdviceCode = { readonly answers: Answers; readonly version: number };

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGIT = 32n;
/**
 * The check is the payload modulo this prime below 32², in the last two digits: one wrong digit or two swapped ones
 * change the payload by a multiple of it never.
 */
const CHECK = 1021n;
const CHECK_ROOM = 1024n;
const EXAMPLES_ROOM = 2n ** 31n;
const CARD_ROOM = 1024n;

const CHOICES = {
  data: [undefined, ...OPTIONS.data, "unknown"],
  similarity: [undefined, ...OPTIONS.similarity, "unknown"],
  compute: [undefined, ...OPTIONS.compute, "unknown"],
  modality: [undefined, ...MODALITIES],
  backbone: [undefined, ...BACKBONES],
  facts_change: [undefined, false, true],
  shift: [undefined, false, true],
} as const satisfies {
  readonly [K in Exclude<keyof Answers, "examples" | "parameters" | "card_gb">]: readonly unknown[];
};
type Chosen = keyof typeof CHOICES;
const CHOSEN = Object.keys(CHOICES) as readonly Chosen[];

/** Answers → a code such as `TL-0G7K-2M9Q`: base 32 without I, L, O, U, grouped in fours, with a two-digit check. */
export function encodeCode(code: AdviceCode): string {
  const payload = withCard(encodeChosen(code.answers), code);
  let rest = payload * CHECK_ROOM + (payload % CHECK);
  let digits = "";
  while (rest > 0n || digits.length % 4 !== 0) {
    digits = ALPHABET[Number(rest % DIGIT)] + digits;
    rest /= DIGIT;
  }
  return `TL-${digits.match(/.{4}/g)?.join("-") ?? ""}`;
}

/** The code of an advice by today's rules. */
export function codeOf(answers: Answers): string {
  return encodeCode({ answers, version: RULES_VERSION });
}

/** All answers but the card, as one number. */
function encodeChosen(answers: Answers): bigint {
  let payload = BigInt(encodeParameters(answers.parameters)) * EXAMPLES_ROOM;
  payload += BigInt(Math.min(answers.examples ?? 0, Number(EXAMPLES_ROOM) - 1));
  for (const name of CHOSEN) {
    const values: readonly unknown[] = CHOICES[name];
    payload =
      payload * BigInt(values.length) + BigInt(values.indexOf(impliedAnswer(answers, name)));
  }
  return payload;
}

/** The last digit is the version of the rules. Where a card was stated it is 0, and the version and the card stand before it. */
function withCard(chosen: bigint, { answers, version }: AdviceCode): bigint {
  const gb = answers.card_gb ?? 0;
  if (!isCardMemory(gb)) return chosen * DIGIT + BigInt(version);
  return ((chosen * CARD_ROOM + BigInt(gb)) * DIGIT + BigInt(version)) * DIGIT;
}

/** A typed code → what it holds, or null when it is not one (a typo included). Case, spaces and O for 0 do not matter. */
export function decodeCode(text: string): AdviceCode | null {
  const compact = text.toUpperCase().replace(/[\s\-‐-―ー−]/gu, "");
  const match = /^TL([0-9A-Z]{4,24})$/.exec(compact);
  if (!match?.[1]) return null;
  let number = 0n;
  for (const letter of match[1].replaceAll("O", "0").replace(/[IL]/g, "1")) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return null;
    number = number * DIGIT + BigInt(digit);
  }
  const payload = number / CHECK_ROOM;
  if (payload % CHECK !== number % CHECK_ROOM) return null;
  return decodePayload(payload);
}

/** The first advice code that stands in a message, or null. */
export function findCode(text: string): string | null {
  const found = /\bTL[-‐ ]?[0-9A-Z]{4}(?:[-‐ ][0-9A-Z]{4}){1,5}\b/iu.exec(text.normalize("NFKC"));
  return found && decodeCode(found[0]) ? found[0].toUpperCase() : null;
}

/** Whether a whole text tries to be an advice code and is not one. */
export function looksLikeCode(text: string): boolean {
  return (
    /^\s*TL[-‐ ][0-9A-Z-]{4,}\s*$/i.test(text) && /[0-9]/.test(text) && decodeCode(text) === null
  );
}

function decodePayload(payload: bigint): AdviceCode | null {
  const hasCard = payload % DIGIT === 0n;
  const [before, version] = split(hasCard ? payload / DIGIT : payload, DIGIT);
  const [chosen, gb] = hasCard ? split(before, CARD_ROOM) : [before, 0];
  let rest = chosen;
  const answers: Record<string, unknown> = {};
  for (const name of CHOSEN.toReversed()) {
    const values: readonly unknown[] = CHOICES[name];
    const value = values[Number(rest % BigInt(values.length))];
    if (value !== undefined) answers[name] = value;
    rest /= BigInt(values.length);
  }
  const examples = Number(rest % EXAMPLES_ROOM);
  const parameters = decodeParameters(Number(rest / EXAMPLES_ROOM));
  if (version < 1 || parameters === null || (hasCard && !isCardMemory(gb))) return null;
  if (examples > 0) answers.examples = examples;
  if (parameters > 0) answers.parameters = parameters;
  if (hasCard) answers.card_gb = gb;
  return { answers: answers as Answers, version };
}

/** A number without its last part, and that part. */
function split(number: bigint, room: bigint): readonly [bigint, number] {
  return [number / room, Number(number % room)];
}

/** The count decides the data level, so that one situation has one code. */
function impliedAnswer(answers: Answers, name: Chosen): unknown {
  return name === "data" && answers.examples !== undefined
    ? dataLevel(answers.examples)
    : answers[name as Question];
}

/** Three leading digits and a power of ten: 7e9 → 7 09, as one number below 100,000; 0 for none. */
function encodeParameters(parameters: number | undefined): number {
  if (parameters === undefined) return 0;
  const [mantissa = "1", exponent = "0"] = parameters.toExponential(2).split("e");
  return Math.round(Number(mantissa) * 100) * 100 + Math.min(Number(exponent), 99);
}

function decodeParameters(coded: number): number | null {
  if (coded === 0) return 0;
  const value = Math.round((Math.floor(coded / 100) / 100) * 10 ** (coded % 100));
  return Number.isSafeInteger(value) && value >= 1 ? value : null;
}
