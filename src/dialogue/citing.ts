import type { Part } from "./content.ts";
import { say, type WordingContext } from "./dependencies.ts";
import type { Block, CitedSource } from "./reply.ts";

const CITATION = /\s*\[@([a-z0-9_]+)\]/g;

/** The keys of the sources that a text cites, in order, repeats included. */
export function citations(text: string): readonly string[] {
  return [...text.matchAll(CITATION)].map((match) => match[1] ?? "");
}

/** Keeps a citation on the line of what it proves. */
const NO_BREAK = "\u00a0";

/**
 * Blocks whose texts carry `[@key]` → the same with `[1]`, `[2]`… in order of appearance, and their sources: in the card's own
 * `sources` block, or in one at the end when anything is cited. Code and files are left alone.
 */
export function withSources(words: WordingContext, blocks: readonly Block[]): readonly Block[] {
  const numbers = new Map<string, number>();
  const mark = (text: string): string =>
    text
      .replace(CITATION, (_, key: string) => {
        if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
        return `${NO_BREAK}[${numbers.get(key)}]`;
      })
      .replaceAll(`]${NO_BREAK}[`, "][")
      .replace(/^\u00a0/, "");
  const marked = blocks.map((block) => mapTexts(block, mark));
  const items = [...numbers].map(([key, number]) => citedSource(words, key, number));
  const line = { items, label: say(words, "ui:sources"), join: say(words, "card:facts.join") };
  if (marked.some(isOpenSources))
    return marked.map((block) => (isOpenSources(block) ? { ...block, ...line } : block));
  return items.length === 0 ? marked : [...marked, { kind: "sources", ...line }];
}

/** A line of sources that waits for them. */
function isOpenSources(block: Block): block is Extract<Block, { kind: "sources" }> {
  return block.kind === "sources" && block.items.length === 0;
}

/** The parts of a topic's body as blocks. */
export function bodyBlocks(body: readonly Part[]): readonly Block[] {
  return body.map((part): Block => {
    if (typeof part === "string") return { kind: "paragraph", text: part };
    if ("list" in part) return { kind: "list", ordered: false, items: part.list };
    if ("table" in part) return { kind: "table", ...part.table };
    return { kind: "code", language: part.code, text: part.text };
  });
}

function mapTexts(block: Block, change: (text: string) => string): Block {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "labelled":
    case "step":
    case "note":
      return { ...block, text: change(block.text) };
    case "list":
      return { ...block, items: block.items.map(change) };
    case "table":
      return {
        ...block,
        header: block.header.map(change),
        rows: block.rows.map((row) => row.map(change)),
      };
    case "facts":
    case "code":
    case "progress":
    case "picture":
    case "file":
    case "sources":
      return block;
  }
}

function citedSource({ deps, language }: WordingContext, key: string, number: number): CitedSource {
  const source = deps.content.source(language, key);
  return {
    number,
    title: source?.title ?? key,
    short: source?.short ?? key,
    url: source?.url ?? null,
  };
}
