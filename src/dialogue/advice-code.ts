import { MODELS } from "../advice/models.ts";
import {
  type Answers,
  BACKBONES,
  dataLevel,
  isCardMemory,
  LABELS,
  MODALITIES,
  OPTIONS,
  type Question,
  TASKS,
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
  readonly [K in keyof Answers]: readonly unknown[];
};
type Chosen = keyof typeof CHOICES;
const CHOSEN = Object.keys(CHOICES) as readonly Chosen[];

/** Facts that came later; a code without any of them is the same as before. */
const LATER = {
  model: [undefined, ...MODELS.map(({ key }) => key), ...Array(255 - MODELS.length)],
  multi_label: [undefined, false, true],
  no_gpu: [undefined, false, true],
  raw: [undefined, false, true],
  labels: [undefined, ...LABELS],
  task: [undefined, ...TASKS, ...Array(31 - TASKS.length)],
} as const satisfies { readonly [K in keyof Answers]: readonly unknown[] };
type Later = keyof typeof LATER;
const LATER_FACTS = Object.keys(LATER) as readonly Later[];
/** Counts above are cut: they change nothing there. */
const RARE_ROOM = 2n ** 20n;
const HOURS_ROOM = 2n ** 17n;

/** Answers → a code such as `TL-0G7K-2M9Q`: base 32 without I, L, O, U, grouped in fours, with a two-digit check. */
export function encodeCode(code: AdviceCode): string {
  const payload = hasLater(code.answers)
    ? withLater(encodeChosen(code.answers), code)
    : withCard(encodeChosen(code.answers), code);
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

function hasLater({ rare, hours, ...answers }: Answers): boolean {
  if (rare !== undefined || hours !== undefined) return true;
  return LATER_FACTS.some((name) => answers[name] !== undefined);
}

/** The last two digits are 0; the version, the card and the later facts stand before them. */
function withLater(chosen: bigint, { answers, version }: AdviceCode): bigint {
  const gb = answers.card_gb ?? 0;
  let payload = chosen * RARE_ROOM + cut(answers.rare, RARE_ROOM);
  payload = payload * HOURS_ROOM + cut(answers.hours, HOURS_ROOM);
  for (const name of LATER_FACTS) {
    const values: readonly unknown[] = LATER[name];
    payload = payload * BigInt(values.length) + BigInt(values.indexOf(answers[name]));
  }
  payload = payload * CARD_ROOM + BigInt(isCardMemory(gb) ? gb : 0);
  return (payload * DIGIT + BigInt(version)) * DIGIT * DIGIT;
}

function cut(count: number | undefined, room: bigint): bigint {
  return BigInt(Math.min(Math.ceil(count ?? 0), Number(room) - 1));
}

/** A typed code → what it holds, or null when it is not one (a typo included). Case, spaces and O for 0 do not matter. */
export function decodeCode(text: string): AdviceCode | null {
  const compact = text.toUpperCase().replace(/[\s\-‐-―ー−]/gu, "");
  const match = /^TL([0-9A-Z]{4,40})$/.exec(compact);
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
  const found = /\bTL[-‐ ]?[0-9A-Z]{4}(?:[-‐ ][0-9A-Z]{4}){1,9}\b/iu.exec(text.normalize("NFKC"));
  return found && decodeCode(found[0]) ? found[0].toUpperCase() : null;
}

/** Whether a whole text tries to be an advice code and is not one. */
export function looksLikeCode(text: string): boolean {
  return (
    /^\s*TL[-‐ ][0-9A-Z-]{4,}\s*$/i.test(text) && /[0-9]/.test(text) && decodeCode(text) === null
  );
}

function decodePayload(payload: bigint): AdviceCode | null {
  if (payload % (DIGIT * DIGIT) === 0n) return decodeLater(payload / (DIGIT * DIGIT));
  const hasCard = payload % DIGIT === 0n;
  const [before, version] = split(hasCard ? payload / DIGIT : payload, DIGIT);
  const [chosen, gb] = hasCard ? split(before, CARD_ROOM) : [before, 0];
  const answers = decodeChosen(chosen);
  if (version < 1 || answers === null || (hasCard && !isCardMemory(gb))) return null;
  return { answers: hasCard ? { ...answers, card_gb: gb } : answers, version };
}

function decodeLater(payload: bigint): AdviceCode | null {
  const [before, version] = split(payload, DIGIT);
  const [facts, gb] = split(before, CARD_ROOM);
  let rest = facts;
  const later: Record<string, unknown> = {};
  for (const name of LATER_FACTS.toReversed()) {
    const values: readonly unknown[] = LATER[name];
    const [next, at] = split(rest, BigInt(values.length));
    if (at > 0 && values[at] === undefined) return null;
    if (at > 0) later[name] = values[at];
    rest = next;
  }
  const [withRare, hours] = split(rest, HOURS_ROOM);
  const [chosen, rare] = split(withRare, RARE_ROOM);
  const answers = decodeChosen(chosen);
  if (version < 1 || answers === null || (gb > 0 && !isCardMemory(gb))) return null;
  const counts = {
    ...(gb > 0 && { card_gb: gb }),
    ...(hours > 0 && { hours }),
    ...(rare > 0 && { rare }),
  };
  return { answers: { ...answers, ...later, ...counts }, version };
}

/** The reverse of `encodeChosen`; null for a number that it cannot have made. */
function decodeChosen(chosen: bigint): Answers | null {
  let rest = chosen;
  const answers: Record<string, unknown> = {};
  for (const name of CHOSEN.toReversed()) {
    const values: readonly unknown[] = CHOICES[name];
    const [next, at] = split(rest, BigInt(values.length));
    if (values[at] !== undefined) answers[name] = values[at];
    rest = next;
  }
  const examples = Number(rest % EXAMPLES_ROOM);
  const parameters = decodeParameters(Number(rest / EXAMPLES_ROOM));
  if (parameters === null) return null;
  if (examples > 0) answers.examples = examples;
  if (parameters > 0) answers.parameters = parameters;
  return answers as Answers;
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
