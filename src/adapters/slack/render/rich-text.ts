import type { types } from "@slack/bolt";
import { spans } from "../../../nlu/markup.ts";

/** House markup → rich text, whose texts are literal: nothing in them can mention, link or style. */
export function richText(text: string): types.RichTextBlock {
  return { type: "rich_text", elements: [section(text)] };
}

/** Items → a list; `first` is the number of an ordered list's first item. */
export function richList(
  items: readonly string[],
  ordered: boolean,
  first = 1,
): types.RichTextBlock {
  return {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_list",
        style: ordered ? "ordered" : "bullet",
        ...(ordered && first > 1 ? { offset: first - 1 } : {}),
        elements: items.map(section),
      },
    ],
  };
}

/** Literal lines in fixed width. */
export function richCode(text: string): types.RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: text || " " }] }],
  };
}

/** Text in bold as a whole, for headings that are too long for a header. */
export function richBold(text: string): types.RichTextBlock {
  return {
    type: "rich_text",
    elements: [
      { type: "rich_text_section", elements: [{ type: "text", text, style: { bold: true } }] },
    ],
  };
}

/** A bold label and its text; `quoted` puts both in a quote bar. */
export function richLabelled(label: string, text: string, quoted: boolean): types.RichTextBlock {
  const elements = [
    { type: "text", text: label, style: { bold: true } } as const,
    { type: "text", text: "  " } as const,
    ...styled(text),
  ];
  return {
    type: "rich_text",
    elements: [{ type: quoted ? "rich_text_quote" : "rich_text_section", elements }],
  };
}

function section(text: string): types.RichTextSection {
  return { type: "rich_text_section", elements: styled(text) };
}

function styled(text: string): types.RichTextElement[] {
  const elements: types.RichTextElement[] = spans(text).map((span) => {
    if (span.code) return { type: "text", text: span.text, style: { code: true } };
    return span.bold
      ? { type: "text", text: span.text, style: { bold: true } }
      : { type: "text", text: span.text };
  });
  return elements.length > 0 ? elements : [{ type: "text", text: " " }];
}
