import {
  type Answers,
  BACKBONES,
  type Backbone,
  isCardMemory,
  isOption,
  MODALITIES,
  type Modality,
  QUESTIONS,
} from "../advice/questions.ts";

const MODALITY_LETTER: Record<Modality, string> = {
  image: "i",
  text: "t",
  audio: "a",
  tabular: "d",
  time_series: "s",
};
const BACKBONE_LETTER: Record<Backbone, string> = { cnn: "C", transformer: "T", llm: "L" };

/** Answers → short parts such as `compute=limited`, `n=500`, `k=iT`; sorted, at most 80 characters when joined by `/`. */
export function encodeAnswers(answers: Answers): readonly string[] {
  const parts: string[] = [];
  for (const question of [...QUESTIONS].sort()) {
    const answer = answers[question];
    if (answer !== undefined) parts.push(`${question}=${answer}`);
  }
  if (answers.examples !== undefined) parts.push(`n=${shortNumber(answers.examples)}`);
  const letters = [
    answers.modality === undefined ? "" : MODALITY_LETTER[answers.modality],
    answers.backbone === undefined ? "" : BACKBONE_LETTER[answers.backbone],
    answers.facts_change === undefined ? "" : answers.facts_change ? "F" : "f",
    answers.shift === undefined ? "" : answers.shift ? "S" : "z",
  ].join("");
  if (letters !== "") parts.push(`k=${letters}`);
  if (answers.parameters !== undefined) parts.push(`p=${shortNumber(answers.parameters)}`);
  if (answers.card_gb !== undefined && isCardMemory(answers.card_gb)) {
    parts.push(`g=${answers.card_gb.toString(36)}`);
  }
  return parts;
}

/** The reverse of `encodeAnswers`; null when a part is not of this version. Order does not matter. */
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
    case "n":
    case "p": {
      const count = longNumber(value);
      if (count === null) return null;
      return name === "n" ? { examples: count } : { parameters: count };
    }
    case "g": {
      const gb = /^[0-9a-z]{1,2}$/.test(value) ? Number.parseInt(value, 36) : 0;
      return isCardMemory(gb) ? { card_gb: gb } : null;
    }
    case "k":
      return decodeLetters(value);
    default:
      return null;
  }
}

function decodeLetters(letters: string): Answers | null {
  let answers: Answers = {};
  for (const letter of letters) {
    const modality = MODALITIES.find((id) => MODALITY_LETTER[id] === letter);
    const backbone = BACKBONES.find((id) => BACKBONE_LETTER[id] === letter);
    if (modality) answers = { ...answers, modality };
    else if (backbone) answers = { ...answers, backbone };
    else if (letter === "F" || letter === "f")
      answers = { ...answers, facts_change: letter === "F" };
    else if (letter === "S" || letter === "z") answers = { ...answers, shift: letter === "S" };
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
