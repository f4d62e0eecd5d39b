import type { Content } from "../dialogue/content.ts";
import { wrapLines } from "../nlu/lines.ts";

/** Sources of Python functions by name, from `recipes/python`. */
export type Parts = ReadonlyMap<string, string>;

/** What decides the text of the parts: the blocks to keep and the language of the comments. */
export type Wording = {
  readonly features: ReadonlySet<string>;
  readonly content: Content;
  readonly language: string;
};

const COMMENT_WIDTH = 88;
const STANDARD = new Set(
  "argparse collections csv hashlib json math os pathlib random re sys unicodedata".split(" "),
);

/**
 * One script from a module docstring, a block of constants and the named parts. Imports are gathered at the top;
 * `#if feature`, `#else`, `#end` choose blocks; `#: key` becomes the comment `recipes:comment.key`,
 * and the literal `"say:key"` the text `recipes:message.key`.
 */
export function assemble(
  parts: Parts,
  names: readonly string[],
  docstring: string,
  constants: string,
  wording: Wording,
): string {
  const texts = names.map((name) =>
    reword(chosenLines(partOf(parts, name), wording.features), wording),
  );
  const bodies = texts.map((text) =>
    text
      .filter((line) => !isImport(line))
      .join("\n")
      .trim(),
  );
  const sections = [importLines(texts.flat().filter(isImport)), constants, ...bodies];
  return `${docstring}\n\n${sections.join("\n\n\n").replace(/\n{4,}/g, "\n\n\n")}\n`;
}

function partOf(parts: Parts, name: string): string {
  const text = parts.get(name);
  if (text === undefined) throw new Error(`There is no recipe part ${name}.py`);
  return text;
}

function isImport(line: string): boolean {
  return /^(import|from) /.test(line);
}

function importLines(lines: readonly string[]): string {
  const merged = new Map<string, Set<string>>();
  for (const line of lines) {
    const [, module = "", names = ""] = /^from (\S+) import (.+)$/.exec(line) ?? [];
    const key = module === "" ? line : `from ${module} import`;
    const found = merged.get(key) ?? new Set();
    for (const name of names.split(", ").filter(Boolean)) found.add(name);
    merged.set(key, found);
  }
  const all = [...merged].map(([key, names]) => `${key} ${[...names].sort().join(", ")}`.trim());
  const standard = all.filter((line) => STANDARD.has(moduleOf(line)));
  const others = all.filter((line) => !STANDARD.has(moduleOf(line)));
  return [standard, others].map(sortImports).filter(Boolean).join("\n\n");
}

function sortImports(lines: readonly string[]): string {
  const rank = (line: string) => (line.startsWith("import") ? 0 : 1);
  return [...lines]
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1))
    .join("\n");
}

function moduleOf(line: string): string {
  return /^\w+ (\w+)/.exec(line)?.[1] ?? "";
}

/** The lines whose blocks hold; a block inside one that does not hold is left out too. */
function chosenLines(text: string, features: ReadonlySet<string>): readonly string[] {
  const open: boolean[] = [];
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const [, mark, feature = ""] = /^\s*#(if|else|end)\b ?(\w*)$/.exec(line) ?? [];
    if (mark === "if") open.push(features.has(feature));
    else if (mark === "else") open.push(!open.pop());
    else if (mark === "end") open.pop();
    else if (open.every(Boolean)) kept.push(line);
  }
  return kept;
}

function reword(lines: readonly string[], { content, language }: Wording): readonly string[] {
  return lines.flatMap((line) => {
    const [, indent = "", key] = /^(\s*)#: (\w+)$/.exec(line) ?? [];
    if (key) {
      const text = content.say(language, `recipes:comment.${key}`);
      return wrap(text, COMMENT_WIDTH - indent.length).map((each) => `${indent}# ${each}`);
    }
    return line.replace(/"say:(\w+)"/g, (_, message: string) =>
      literalLines(
        content.say(language, `recipes:message.${message}`),
        /^\s*/.exec(line)?.[0] ?? "",
      ),
    );
  });
}

const LITERAL_WIDTH = 80;

/** A text as a Python literal; a long one in several that Python joins, on lines of their own within the brackets around. */
function literalLines(text: string, indent: string): string {
  const lines = wrap(text, LITERAL_WIDTH - indent.length);
  if (lines.length === 1) return JSON.stringify(text);
  const spaced = lines.map((line, index) => {
    const end = text.indexOf(line, 0) + line.length;
    return index < lines.length - 1 && text[end] === " " ? `${line} ` : line;
  });
  const written = spaced.map((line) => `${indent}    ${JSON.stringify(line)}\n`);
  return `\n${written.join("")}${indent}`;
}

/** A text in lines of at most `width` columns, wide characters counted as two. */
export function wrap(text: string, width: number): readonly string[] {
  return wrapLines(text, width, columns);
}

function columns(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2fff" ? 2 : 1), 0);
}
