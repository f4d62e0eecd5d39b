import type { Key } from "./keys.ts";
import { type Look, paint } from "./text.ts";
import { pad, width } from "./wrap.ts";

/** Keys as `1) label`: answers one a row with their examples, groups under their headings, all others side by side. */
export function keyLines(keys: readonly Key[], look: Look): string {
  const numbered = keys.map((key, at) => ({ key, line: numberedLabel(key, at + 1, look) }));
  const answers = numbered.filter(({ key }) => isAnswer(key));
  const groups = numbered.filter(({ key }) => groupOf(key) !== null && keys.length > GROUPED);
  const others = numbered.filter((each) => !answers.includes(each) && !groups.includes(each));
  const isFlat = answers.every(({ key }) => !isTold(key));
  return [
    answerLines(answers, look),
    groupLines(groups, look),
    flow(
      others.map(({ line }) => line),
      look.columns,
      "   ",
    ),
  ]
    .filter((part) => part !== "")
    .join(answers.length > 0 && isFlat ? "\n" : "\n\n");
}

/** From more keys than this on, groups have headings. */
const GROUPED = 12;

type Numbered = { readonly key: Key; readonly line: string };

function isAnswer(key: Key): boolean {
  return key.kind === "choice" && key.choice.role === "option";
}

function isTold(key: Key): boolean {
  return key.kind === "choice" && key.choice.description !== null;
}

function groupOf(key: Key): string | null {
  return key.kind === "choice" ? (key.choice.group ?? null) : null;
}

function numberedLabel(key: Key, number: number, look: Look): string {
  const primary = key.kind === "choice" && key.choice.primary;
  const label = primary ? paint(["bold"], key.label, look) : key.label;
  return `${paint(["yellow"], `${number})`, look)} ${label}`;
}

function answerLines(answers: readonly Numbered[], look: Look): string {
  if (!answers.some(({ key }) => isTold(key)))
    return flow(
      answers.map(({ line }) => line),
      look.columns,
      "   ",
    );
  const widest = Math.max(0, ...answers.map(({ line }) => width(line)));
  return answers
    .map(({ key, line }) => {
      const about = key.kind === "choice" ? key.choice.description : null;
      return about === null ? line : `${pad(line, widest)}   ${paint(["dim"], about, look)}`;
    })
    .join("\n");
}

function groupLines(entries: readonly Numbered[], look: Look): string {
  const names = [...new Set(entries.map(({ key }) => groupOf(key)))];
  const column = Math.floor((look.columns - 2) / 2);
  return names
    .map((name) => {
      const lines = entries.filter(({ key }) => groupOf(key) === name).map(({ line }) => line);
      const padded = lines.map((line) => (width(line) <= column ? pad(line, column) : line));
      return `${paint(["bold"], name ?? "", look)}\n${flow(padded, look.columns, "  ")}`;
    })
    .join("\n");
}

/** Several short lines on one. */
function flow(items: readonly string[], columns: number, gap: string): string {
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (last !== undefined && width(last) + gap.length + width(item.trimEnd()) <= columns)
      rows[rows.length - 1] = `${last}${gap}${item}`;
    else rows.push(item);
  }
  return rows.map((row) => row.trimEnd()).join("\n");
}
