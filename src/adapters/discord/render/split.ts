import { LIMITS } from "./limits.ts";

/** What a text costs of a message's budget: characters and bytes. */
export type Cost = { readonly characters: number; readonly bytes: number };

/** Room that one text may fill; what is above the limits is left for the rows of choices and a safety margin. */
export const TEXT_ROOM: Cost = {
  characters: LIMITS.characters - 100,
  bytes: LIMITS.bytes - 270,
};

export function costOf(text: string): Cost {
  return { characters: text.length, bytes: Buffer.byteLength(text) + LIMITS.bytesPerText };
}

export function fits(cost: Cost, room: Cost): boolean {
  return cost.characters <= room.characters && cost.bytes <= room.bytes;
}

/**
 * Splits text into parts that each satisfy `fit`: at line ends where possible, else after a sentence, else after a
 * space, else between characters. Nothing is lost but the line end at a cut.
 */
export function splitText(text: string, fit: (part: string) => boolean): string[] {
  if (fit(text)) return [text];
  for (const boundary of BOUNDARIES) {
    const units = text.split(boundary);
    if (units.length === 1) continue;
    const joint = boundary === LINE ? "\n" : "";
    return join(
      units.flatMap((unit) => splitText(unit, fit)),
      joint,
      fit,
    );
  }
  return [text];
}

const LINE = /\n/;
/** After a sentence (Japanese or not), after a space, between characters. */
const BOUNDARIES: readonly RegExp[] = [LINE, /(?<=[。！？])|(?<=[.!?] )/, /(?<=\s)/, /(?:)/u];

/** Joins neighbours again as long as they fit, so that as few parts as possible remain. */
function join(units: readonly string[], joint: string, fit: (part: string) => boolean): string[] {
  const parts: string[] = [];
  for (const unit of units) {
    const last = parts.at(-1);
    const longer = last === undefined ? unit : last + joint + unit;
    if (last !== undefined && fit(longer)) parts[parts.length - 1] = longer;
    else parts.push(unit);
  }
  return parts;
}
