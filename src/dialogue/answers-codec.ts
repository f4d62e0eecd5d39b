import { MODELS } from "../advice/models.ts";
import {
  type Answers,
  BACKBONES,
  type Backbone,
  isCardMemory,
  isOption,
  LABELS,
  type Labels,
  MODALITIES,
  type Modality,
  OPTIONS,
  QUESTIONS,
  type Question,
  TASKS,
} from "../advice/questions.ts";

const MODALITY_LETTER: Record<Modality, string> = {
  image: "i",
  text: "t",
  audio: "a",
  tabular: "d",
  time_series: "s",
};
const BACKBONE_LETTER: Record<Backbone, string> = { cnn: "C", transformer: "T", llm: "L" };
const LABELS_LETTER: Record<Labels, string> = { none: "n", normal_only: "o", noisy: "y" };
/** What holds and what does not, as a letter each. */
const FLAG_LETTERS = {
  facts_change: ["F", "f"],
  shift: ["S", "z"],
  raw: ["R", "r"],
  no_gpu: ["G", "g"],
  multi_label: ["M", "m"],
} as const satisfies Partial<Record<keyof Answers, readonly [string, string]>>;
type Flag = keyof typeof FLAG_LETTERS;
const FLAGS = Object.keys(FLAG_LETTERS) as readonly Flag[];
/** Place of a missing answer and of "unknown" in `q=`; options count from 1. */
const MISSING = "0";
const UNKNOWN = "9";

/**
 * Answers → short parts such as `q=201` (data, similarity, compute: the number of the option, 9 unknown, 0 missing), `n=500`,
 * `k=iT`; at most 80 characters when joined by `/`.
 */
export function encodeAnswers(answers: Answers): readonly string[] {
  const parts: string[] = [];
  const options = QUESTIONS.map((question) => optionDigit(question, answers[question])).join("");
  if (/[^0]/.test(options)) parts.push(`q=${options}`);
  if (answers.examples !== undefined) parts.push(`n=${shortNumber(answers.examples)}`);
  const letters = [
    answers.modality === undefined ? "" : MODALITY_LETTER[answers.modality],
    answers.backbone === undefined ? "" : BACKBONE_LETTER[answers.backbone],
    answers.labels === undefined ? "" : LABELS_LETTER[answers.labels],
    ...FLAGS.map((flag) => {
      const holds = answers[flag];
      return holds === undefined ? "" : FLAG_LETTERS[flag][holds ? 0 : 1];
    }),
  ].join("");
  if (letters !== "") parts.push(`k=${letters}`);
  if (answers.parameters !== undefined) parts.push(`p=${shortNumber(answers.parameters)}`);
  if (answers.card_gb !== undefined && isCardMemory(answers.card_gb)) {
    parts.push(`g=${answers.card_gb.toString(36)}`);
  }
  if (answers.task !== undefined) parts.push(`t=${TASKS.indexOf(answers.task).toString(36)}`);
  if (answers.rare !== undefined) parts.push(`r=${shortNumber(answers.rare)}`);
  if (answers.hours !== undefined) parts.push(`h=${shortNumber(Math.ceil(answers.hours))}`);
  const model = MODELS.findIndex(({ key }) => key === answers.model);
  if (model >= 0) parts.push(`m=${model.toString(36)}`);
  return parts;
}

/**
 * The reverse of `encodeAnswers`, and of its earlier form (`data=small`); null when a part is not of this version. Order does
 * not matter.
 */
export function decodeAnswers(parts: readonly string[]): Answers | null {
  let answers: Answers = {};
  for (const part of parts) {
    const added = decodePart(part);
    if (added === null) return null;
    answers = { ...answers, ...added };
  }
  return answers;
}

function decodePart(part: string): Answers | null {
  const at = part.indexOf("=");
  const name = part.slice(0, at);
  const value = part.slice(at + 1);
  switch (name) {
    case "data":
      return isOption("data", value) || value === "unknown" ? { data: value } : null;
    case "similarity":
      return isOption("similarity", value) || value === "unknown" ? { similarity: value } : null;
    case "compute":
      return isOption("compute", value) || value === "unknown" ? { compute: value } : null;
    case "q":
      return decodeOptions(value);
    case "n": {
      const examples = value === "0" ? 0 : longNumber(value);
      return examples === null ? null : { examples };
    }
    case "p":
    case "r":
    case "h": {
      const count = longNumber(value);
      if (count === null) return null;
      if (name === "p") return { parameters: count };
      return name === "r" ? { rare: count } : { hours: count };
    }
    case "g": {
      const gb = /^[0-9a-z]{1,2}$/.test(value) ? Number.parseInt(value, 36) : 0;
      return isCardMemory(gb) ? { card_gb: gb } : null;
    }
    case "t": {
      const task = TASKS[indexOf(value)];
      return task === undefined ? null : { task };
    }
    case "m": {
      const model = MODELS[indexOf(value)];
      return model === undefined ? null : { model: model.key };
    }
    case "k":
      return decodeLetters(value);
    default:
      return null;
  }
}

function optionDigit(question: Question, answer: string | undefined): string {
  if (answer === undefined) return MISSING;
  if (answer === "unknown") return UNKNOWN;
  return String((OPTIONS[question] as readonly string[]).indexOf(answer) + 1);
}

function decodeOptions(digits: string): Answers | null {
  if (digits.length !== QUESTIONS.length) return null;
  const found: Record<string, string> = {};
  for (const [at, question] of QUESTIONS.entries()) {
    const digit = digits[at];
    if (digit === MISSING) continue;
    const option = digit === UNKNOWN ? "unknown" : OPTIONS[question][Number(digit) - 1];
    if (option === undefined) return null;
    found[question] = option;
  }
  return found as Answers;
}

function indexOf(value: string): number {
  return /^[0-9a-z]{1,2}$/.test(value) ? Number.parseInt(value, 36) : -1;
}

function decodeLetters(letters: string): Answers | null {
  let answers: Answers = {};
  for (const letter of letters) {
    const modality = MODALITIES.find((id) => MODALITY_LETTER[id] === letter);
    const backbone = BACKBONES.find((id) => BACKBONE_LETTER[id] === letter);
    const labels = LABELS.find((id) => LABELS_LETTER[id] === letter);
    const flag = FLAGS.find((id) => (FLAG_LETTERS[id] as readonly string[]).includes(letter));
    if (modality) answers = { ...answers, modality };
    else if (backbone) answers = { ...answers, backbone };
    else if (labels) answers = { ...answers, labels };
    else if (flag) answers = { ...answers, [flag]: FLAG_LETTERS[flag][0] === letter };
    else return null;
  }
  return answers;
}

/** A count of at least 1 in at most 6 characters, base 36; beyond 2,000,000,000 three digits are kept (`7e9` style). */
function shortNumber(count: number): string {
  if (count <= 2_000_000_000) return count.toString(36);
  return count
    .toExponential(2)
    .replace("+", "")
    .replace(/\.?0+e/, "e")
    .replace(".", "_")
    .toUpperCase();
}

function longNumber(text: string): number | null {
  const count = /^[0-9a-z]{1,6}$/.test(text)
    ? Number.parseInt(text, 36)
    : /^[0-9](_[0-9]{1,2})?E[0-9]{1,2}$/.test(text)
      ? Number(text.replace("_", ".").replace("E", "e"))
      : Number.NaN;
  return Number.isSafeInteger(count) && count >= 1 ? count : null;
}
