import type { Block, Reply } from "../../src/dialogue/reply.ts";
import { withoutMarkup } from "../../src/nlu/markup.ts";
import type { Card } from "./parity.ts";

/** What of a reply is not to be seen on these cards: texts, choices, pictures, files; and whether the language is another. */
export function missing(reply: Reply, cards: readonly Card[]): readonly string[] {
  const words = letters(cards.map((card) => card.words).join(""));
  const spoken = letters(cards.map((card) => card.spoken).join(""));
  const labels = new Set(cards.flatMap((card) => card.labels));
  const pictures = cards.flatMap((card) => card.pictures);
  const files = cards.flatMap((card) => card.files);
  const texts = reply.blocks.flatMap(textsOf).map((text) => letters(withoutMarkup(text)));
  const isJapanese = /[ぁ-ん]/.test(words);
  return [
    ...texts.filter((text) => !words.includes(text)),
    ...texts.filter((text) => !spoken.includes(text)).map((text) => `spoken: ${text}`),
    ...reply.choices.map(({ label }) => label).filter((label) => !labels.has(label)),
    ...reply.blocks.flatMap((block) => unseen(block, words, pictures, files)),
    ...(isJapanese === (reply.language === "ja") ? [] : [`the language ${reply.language}`]),
  ];
}

function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "note":
    case "progress":
    case "code":
      return [block.text];
    case "facts":
      return [...(block.lead === null ? [] : [block.lead]), ...block.items];
    case "labelled":
    case "step":
      return [block.label, block.text];
    case "list":
      return block.items;
    case "table":
      return block.rows.flat();
    case "sources":
      return block.items.map(({ short }) => short);
    case "picture":
    case "file":
      return [];
  }
}

function unseen(
  block: Block,
  words: string,
  pictures: readonly string[],
  files: readonly string[],
): readonly string[] {
  if (block.kind === "picture") return pictures.includes(block.alt) ? [] : [`picture ${block.alt}`];
  if (block.kind !== "file") return [];
  const isShown = files.includes(block.name) || words.includes(letters(block.name));
  return isShown ? [] : [`file ${block.name}`];
}

/** Letters and digits alone: every platform has its own way with signs and spaces. */
export function letters(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/[^\p{L}\p{N}]/gu, "");
}
