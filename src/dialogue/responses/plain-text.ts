import { withoutMarkup } from "../../nlu/markup.ts";
import type { Block, Choice, Reply } from "../reply.ts";

/** A reply as plain text: the fallback for notifications and screen readers, and the `text` of the JSON lines. */
export function plainText(reply: Reply): string {
  return reply.blocks.map(plainBlock).join("\n\n");
}

/** Choices as lines such as `1. Under 100 (…)`; options are numbered by their order, others have no number. */
export function plainChoices(choices: readonly Choice[]): string {
  let number = 0;
  return choices
    .map((choice) => {
      const label = choice.description ? `${choice.label}: ${choice.description}` : choice.label;
      if (choice.role !== "option") return `- ${label}`;
      number += 1;
      return `${number}. ${label}`;
    })
    .join("\n");
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "note":
      return withoutMarkup(block.text);
    case "facts":
      return factsText(block);
    case "labelled":
    case "step":
      return `${block.label}: ${withoutMarkup(block.text)}`;
    case "list":
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${withoutMarkup(item)}`)
        .join("\n");
    case "table":
      return block.rows
        .map((row) =>
          row
            .map((cell, column) => {
              const head = block.header[column] ?? "";
              return column === 0 || head === ""
                ? withoutMarkup(cell)
                : `${head}: ${withoutMarkup(cell)}`;
            })
            .join("\n  "),
        )
        .join("\n");
    case "code":
      return block.text;
    case "progress":
      return block.text;
    case "picture":
      return block.alt;
    case "file":
      return `${block.name}\n\n${block.text}`;
    case "sources":
      return [
        ...block.items.map(
          (item) => `[${item.number}] ${item.title}${item.url ? ` ${item.url}` : ""}`,
        ),
        ...(block.code === undefined ? [] : [block.code]),
      ].join("\n");
  }
}

/** A line of facts, its lead first. */
export function factsText({ lead, items, join }: Extract<Block, { kind: "facts" }>): string {
  return [...(lead === null ? [] : [lead]), ...items].join(join);
}
