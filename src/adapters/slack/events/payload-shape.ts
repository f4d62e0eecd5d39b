import { listAt, textAt } from "./payload.ts";

/** What a refused message looked like, without any of its words: kinds and sizes in characters. */
export function shapeOf(
  message: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const blocks = listAt(message, "blocks");
  return {
    text: textAt(message, "text")?.length ?? 0,
    blocks: blocks.map(
      (block) => `${textAt(block, "type") ?? "?"}:${JSON.stringify(block).length}`,
    ),
    size: JSON.stringify(blocks).length,
  };
}
