import type { Values } from "./interview.ts";

/**
 * The text of a .env file with values set: a line of a variable is replaced where it stands, new ones come last, and
 * everything else stays. An empty value empties the line.
 */
export function withValues(text: string, values: Values): string {
  const left = new Map(Object.entries(values));
  const lines = text.split("\n").map((line) => {
    const name = /^\s*(?:export\s+)?([A-Z_]+)\s*=/.exec(line)?.[1] ?? "";
    const value = left.get(name);
    if (value === undefined) return line;
    left.delete(name);
    return `${name}=${value}`;
  });
  const added = [...left]
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${value}`);
  if (added.length === 0) return lines.join("\n");
  return `${[...lines.join("\n").trimEnd().split("\n"), ...added].join("\n").trimStart()}\n`;
}
