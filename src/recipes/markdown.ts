import type { Block } from "../dialogue/reply.ts";

/** Blocks as a Markdown document: the first heading is its title, the others are its sections. */
export function markdown(blocks: readonly Block[], sourcesTitle: string): string {
  const title = blocks.findIndex(({ kind }) => kind === "heading");
  const parts = blocks.map((block, index) => markdownBlock(block, index === title, sourcesTitle));
  return `${parts.join("\n\n")}\n`;
}

function markdownBlock(block: Block, isTitle: boolean, sourcesTitle: string): string {
  switch (block.kind) {
    case "heading":
      return `${isTitle ? "#" : "##"} ${block.text}`;
    case "paragraph":
      return block.text;
    case "facts":
      return [...(block.lead === null ? [] : [`**${block.lead}**`]), ...block.items].join(
        block.join,
      );
    case "labelled":
      return `**${block.label}** ${block.text}`;
    case "step":
      return `> **${block.label}** ${block.text}`;
    case "note":
    case "progress":
      return `_${block.text}_`;
    case "list":
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${item}`)
        .join("\n");
    case "table":
      return [block.header, block.header.map(() => "---"), ...block.rows].map(row).join("\n");
    case "code":
    case "file":
      return `\`\`\`\n${block.text}\n\`\`\``;
    case "picture":
      return block.alt;
    case "sources":
      return [
        `## ${sourcesTitle}`,
        block.items
          .map(({ number, title, url }) => `${number}. ${url ? `[${title}](${url})` : title}`)
          .join("\n"),
      ].join("\n\n");
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
