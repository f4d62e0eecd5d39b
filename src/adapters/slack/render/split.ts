/** Ends of lines and sentences, best first. */
const BREAKS = [/\n/g, /[。！？]|[.!?](?=\s)/g, /[、，,;\s]/g] as const;

/**
 * Text → parts of at most `max` characters that together are the text again. Divides at lines, sentences or words, outside
 * of `**bold**` and `` `code` ``; a run without any of them is divided between characters.
 */
export function divide(text: string, max: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = endOfPart(rest, max);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === "" && parts.length > 0 ? parts : [...parts, rest];
}

function endOfPart(text: string, max: number): number {
  const head = text.slice(0, max);
  for (const pattern of BREAKS) {
    const ends = [...head.matchAll(pattern)].map((found) => found.index + found[0].length);
    const last = ends.findLast((end) => isBalanced(head.slice(0, end)));
    if (last !== undefined && last > max / 4) return last;
  }
  const splitsPair = /[\uD800-\uDBFF]$/.test(head);
  return splitsPair ? max - 1 : max;
}

function isBalanced(text: string): boolean {
  return (text.split("**").length - 1) % 2 === 0 && (text.split("`").length - 1) % 2 === 0;
}

/** Items → groups in order, each of at most `max` characters in all and `count` items. An item alone may be longer. */
export function group<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  max: number,
  count: number,
): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let size = 0;
  for (const item of items) {
    const last = groups.at(-1);
    const added = sizeOf(item);
    if (last === undefined || last.length >= count || size + added > max) {
      groups.push([item]);
      size = added;
    } else {
      last.push(item);
      size += added;
    }
  }
  return groups;
}
