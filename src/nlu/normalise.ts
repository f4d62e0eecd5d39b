/** Characters kept from the start and the end of a long message; the middle is dropped before any pattern runs. */
const KEPT_START = 4_000;
const KEPT_END = 1_000;

/** Dashes and minus signs that people type for a range or a compound. */
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63]/g;
const WAVES = /[\u301C\u223C\u223E\uFF5E\u02DC]/g;
const CONTROLS = /\p{Cc}(?<![\t\n])|\p{Cf}|[\uFE0E\uFE0F\uFFFD]/gu;
const APOSTROPHES = /[\u2018\u2019\u02BC\u00B4]/g;
/** Full-width letters, half-width kana, ligatures and the like: everything that NFKC might change. */
const PLAIN = /^[\t\n\x20-\x7E\u3041-\u3096\u309D-\u30FF\u4E00-\u9FFF\u3001\u3002\u300C\u300D]*$/;

/** Each reader of a message normalises it: the last text, and what came of it. */
let last = { text: "", normal: "" };

/**
 * Text as typed → text to be read: NFKC, lower case, one kind of dash, wave and apostrophe, single spaces, no control
 * characters or unpaired surrogates. At most 5,000 characters of the message are kept (before NFKC), whatever its length.
 */
export function normalise(text: string): string {
  if (text !== last.text) last = { text, normal: normalised(text) };
  return last.normal;
}

function normalised(text: string): string {
  const short = bounded(text);
  const plain = isPlain(short) ? short : mended(short);
  return plain
    .toLowerCase()
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[\n ]*/g, "\n")
    .trim();
}

/** Whether NFKC would surely leave a text as it is. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

function mended(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(CONTROLS, "")
    .replace(DASHES, "-")
    .replace(WAVES, "~")
    .replace(APOSTROPHES, "'");
}

function bounded(text: string): string {
  if (text.length <= KEPT_START + KEPT_END) return text;
  return `${text.slice(0, KEPT_START)}\n${text.slice(-KEPT_END)}`;
}
