import { spans } from "../../../nlu/markup.ts";

const URL = /https?:\/\/[^\s<>]+/g;
const SPECIAL = /[\\*_~`|<]/g;
const LINE_START = /^([ \t]*)(#{1,3}(?= )|>(?= |>>)|-(?=[# ])|\+(?= ))/gm;
const NUMBERED = /^([ \t]*[0-9]+)\.(?= )/gm;

/**
 * House markup → Discord's markdown. Everything that is not a mark of ours is escaped, so that nobody's words become
 * formatting, a mention or a disguised link: https://support.discord.com/hc/en-us/articles/210298617
 */
export function toMarkdown(text: string): string {
  return spans(text)
    .map((span) => {
      if (span.code) return `\`${span.text}\``;
      return span.bold ? `**${escapeText(span.text)}**` : escapeText(span.text);
    })
    .join("");
}

/** Plain text, escaped. Addresses stay whole, since a backslash would break them. */
export function escapeText(text: string): string {
  let escaped = "";
  let end = 0;
  for (const match of text.matchAll(URL)) {
    escaped += escapeRun(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return escaped + escapeRun(text.slice(end));
}

function escapeRun(text: string): string {
  return text
    .replace(SPECIAL, "\\$&")
    .replaceAll("](", "]\\(")
    .replace(/@(?=everyone|here)/g, "@\u200b")
    .replace(LINE_START, "$1\\$2")
    .replace(NUMBERED, "$1\\.");
}

/** A fenced block of code; fences within the code are broken up, so that it cannot end early. */
export function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${code.replaceAll("```", "``\u200b`")}\n\`\`\``;
}

/** `[title](url)`, with a title that cannot close the bracket. */
export function link(title: string, url: string): string {
  return `[${escapeText(title).replace(/[[\]]/g, "\\$&")}](<${url}>)`;
}
