import { wrapLines } from "../nlu/lines.ts";
import glyphs from "./fonts/glyphs.json" with { type: "json" };

export type Weight = "regular" | "bold";

/** Width of a text in pixels at a font size; characters not listed are as wide as they are high. */
export function textWidth(text: string, size: number, weight: Weight): number {
  const widths: Readonly<Record<string, number>> = glyphs.widths[weight];
  return [...text].reduce((sum, letter) => sum + (widths[letter] ?? 1), 0) * size;
}

/** A text in lines of at most `width` pixels. */
export function fitLines(
  text: string,
  width: number,
  size: number,
  weight: Weight,
): readonly string[] {
  return wrapLines(text, width, (line) => textWidth(line, size, weight));
}

/** The characters of a text that the bundled fonts cannot show. */
export function missingGlyphs(text: string): readonly string[] {
  const covered = new Set(glyphs.covers);
  return [...new Set(text)].filter((letter) => letter >= " " && !covered.has(letter));
}
