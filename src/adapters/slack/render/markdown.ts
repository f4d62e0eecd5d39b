import { type Span, spans } from "../../../nlu/markup.ts";

/**
 * Characters and forms that a `markdown` block could read as markup, a link, a mention or an emoji. How Slack treats
 * escapes there is not documented, so such text is shown as rich text instead (see `pieces.ts`).
 */
const READ_AS_MARKUP =
  /[*_~`<>\\|@]|&#?\w+;|\]\(|!\[|:\/\/|\bwww\.|:[\w+-]+:|^\s*(?:#|[-+=]|\d+[.)]\s)/mu;

/** Letters or digits in the middle, anything else around them. */
const EDGES = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su;

/** House markup → Markdown that means the same, or null when the text holds what Markdown would read differently. */
export function asMarkdown(text: string): string | null {
  const found = spans(text);
  if (found.some((span) => !span.code && READ_AS_MARKUP.test(span.text))) return null;
  return found.map(mark).join("");
}

/**
 * Marks stay off brackets and punctuation: `**「転移」**は` is not bold in CommonMark
 * (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run), `「**転移**」は` is.
 */
function mark(span: Span): string {
  if (span.code) return `\`${span.text}\``;
  if (!span.bold) return span.text;
  const [, before = "", middle = "", after = ""] = EDGES.exec(span.text) ?? [];
  return middle === "" ? span.text : `${before}**${middle}**${after}`;
}

/** Literal lines as a fenced block; the fence is longer than any run of backticks inside. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${/^[a-z0-9+-]+$/.test(language) ? language : ""}\n${text}\n${fence}`;
}

/** Text for `mrkdwn` and the fallback `text`: no mention, link or channel can be written with it. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
