import { expect, test } from "vitest";
import { withPlainRating } from "../../../src/adapters/slack/render/choices/rating.ts";
import { LIMITS } from "../../../src/adapters/slack/render/limits.ts";
import { render, renderView } from "../../../src/adapters/slack/render/render.ts";
import type { Block, Choice, Reply } from "../../../src/dialogue/reply.ts";
import { messageFault, viewFault } from "../../fakes/slack/checks.ts";

const options = {
  owner: "U1",
  mark: "m",
  surface: "message",
  extras: [],
  pictureFile: () => null,
  files: "inline",
  lead: null,
} as const;

function shown(blocks: readonly Block[], choices: readonly Choice[] = []) {
  const reply: Reply = {
    about: "topic:difference",
    language: "ja",
    blocks,
    choices,
    audience: "everyone",
  };
  return render(reply, options);
}

const blocksOf = (...blocks: Block[]) => shown(blocks).flatMap((body) => body.blocks);

const section = (...elements: object[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const text = (said: string, style?: object) => ({
  type: "text",
  text: said,
  ...(style && { style }),
});
const bold = { bold: true };

test("an answer becomes header, facts, prose, labelled parts, a quoted step, sources and actions", () => {
  const [body, ...others] = shown(
    [
      { kind: "heading", text: "A **heading**" },
      { kind: "facts", lead: "Confidence: high", items: ["~500 <examples>"], join: " · " },
      { kind: "paragraph", text: "Some **bold** text with `code` [1]" },
      { kind: "labelled", label: "Why", text: "Because." },
      { kind: "step", label: "First step", text: "Do it." },
      {
        kind: "sources",
        label: "Sources",
        join: " · ",
        code: "TL-K9ZX-TM0R-10HX",
        items: [
          { number: 1, title: "A & B, in full", short: "A & B", url: "https://example.org/a|b" },
          { number: 2, title: "A book", short: "Book", url: null },
        ],
      },
    ],
    [
      {
        role: "control",
        label: "Help",
        description: null,
        action: { kind: "help" },
        primary: true,
      },
    ],
  );
  expect(others).toEqual([]);
  expect(body?.text.split("\n\n")).toEqual([
    "A heading",
    "Confidence: high · ~500 &lt;examples&gt;",
    "Some bold text with code [1]",
    "Why: Because.",
    "First step: Do it.",
    "[1] A &amp; B · [2] Book · TL-K9ZX-TM0R-10HX",
    "- Help",
  ]);
  const context = (said: string) => ({
    type: "context",
    elements: [{ type: "mrkdwn", text: said, verbatim: true }],
  });
  expect(body?.blocks).toEqual([
    { type: "header", text: { type: "plain_text", text: "A heading", emoji: false } },
    context("*Confidence: high* · ~500 &lt;examples&gt;"),
    section(
      text("Some "),
      text("bold", bold),
      text(" text with "),
      text("code", { code: true }),
      text(" [1]"),
    ),
    section(text("Why", bold), text("  "), text("Because.")),
    {
      type: "rich_text",
      elements: [
        {
          type: "rich_text_quote",
          elements: [text("First step", bold), text("  "), text("Do it.")],
        },
      ],
    },
    context("Sources [1] <https://example.org/a%7Cb|A &amp; B> · [2] Book · `TL-K9ZX-TM0R-10HX`"),
    {
      type: "actions",
      block_id: "tl:m:0",
      elements: [
        {
          type: "button",
          action_id: "tl:below:0",
          text: { type: "plain_text", text: "Help", emoji: false },
          value: "U1|tl1/help",
          accessibility_label: "Help",
          style: "primary",
        },
      ],
    },
  ]);
});

test("a question is a line of progress, bold words, small print, its answers and three dots", () => {
  const choice = (role: Choice["role"], label: string, description: string | null): Choice => ({
    role,
    label,
    description,
    action: { kind: "topic", topic: label.toLowerCase().replaceAll(" ", "_") },
    primary: false,
  });
  const [body] = shown(
    [
      { kind: "progress", done: 1, of: 3, text: "Question 1/3" },
      { kind: "paragraph", text: "**How much?**" },
      { kind: "note", text: "Small" },
    ],
    [
      choice("option", "Under 100", "e.g. 40 photos"),
      choice("option", "近い", "写真など"),
      choice("control", "Unknown", null),
      choice("extra", "Why", null),
    ],
  );
  expect(body?.blocks.slice(0, 3)).toEqual([
    {
      type: "context",
      elements: [{ type: "plain_text", text: "●○○ Question 1/3", emoji: false }],
    },
    section(text("How much?", bold)),
    { type: "context", elements: [{ type: "plain_text", text: "Small", emoji: false }] },
  ]);
  const labels = body?.blocks
    .slice(3)
    .map((block) =>
      block.type === "actions"
        ? block.elements.map((element) =>
            element.type === "button" ? element.text.text : element.type,
          )
        : block.type,
    );
  expect(labels).toEqual([
    ["Under 100 (e.g. 40 photos)", "近い（写真など）"],
    ["Unknown", "overflow"],
  ]);
});

test("the menu has the groups of its entries, and an entry that Slack would refuse is a button", () => {
  const entry = (label: string, group: string, topic: string): Choice => ({
    role: "extra",
    label,
    description: "More",
    action: { kind: "topic", topic },
    primary: false,
    group,
  });
  const [body] = shown(
    [],
    [
      entry("A", "One", "a"),
      entry("B", "Two", "b"),
      entry("C", "One", "c"),
      entry("Long", "One", "l".repeat(70)),
    ],
  );
  const actions = body?.blocks[0];
  if (actions?.type !== "actions") throw new Error("no actions");
  const [first, second] = actions.elements;
  expect(first).toMatchObject({ type: "button", text: { text: "Long" } });
  expect(second).toMatchObject({
    type: "static_select",
    option_groups: [
      {
        label: { text: "One" },
        options: [{ value: "below!U1|tl1/topic/a" }, { value: "below!U1|tl1/topic/c" }],
      },
      { label: { text: "Two" }, options: [{ value: "below!U1|tl1/topic/b" }] },
    ],
  });
});

const THUMBS: readonly Choice[] = [true, false].map((helpful) => ({
  role: "rating",
  label: helpful ? "Helpful" : "Not helpful",
  description: null,
  action: { kind: "rate", about: "topic:difference", helpful },
  primary: false,
}));

test("a rating is Slack's own thumbs, and two buttons of the same values where they are refused", () => {
  const [body] = shown([], THUMBS);
  expect(body?.blocks).toMatchObject([
    {
      type: "context_actions",
      elements: [
        {
          type: "feedback_buttons",
          positive_button: { value: "U1|tl1/rate/yes/topic:difference" },
          negative_button: { value: "U1|tl1/rate/no/topic:difference" },
        },
      ],
    },
  ]);
  const plain = withPlainRating(body?.blocks ?? []);
  expect([messageFault(body!), messageFault({ blocks: plain })]).toEqual([null, null]);
  expect(plain).toMatchObject([
    {
      type: "actions",
      elements: [
        { type: "button", value: "U1|tl1/rate/yes/topic:difference" },
        { type: "button", value: "U1|tl1/rate/no/topic:difference" },
      ],
    },
  ]);
});

test("a table of numbers stands to the right, its advised row in bold with a star", () => {
  const [body] = shown([
    {
      kind: "table",
      header: ["Method", "GB"],
      rows: [
        ["LoRA", "1.1"],
        ["Full", "6"],
      ],
      units: ["", " GB"],
      advised: 1,
    },
  ]);
  const cell = (said: string) => ({ type: "raw_text", text: said });
  expect(body?.text).toBe("LoRA  1.1 GB\n★ Full  6 GB");
  expect(body?.blocks).toEqual([
    {
      type: "table",
      rows: [
        [cell("Method"), cell("GB")],
        [cell("LoRA"), cell("1.1")],
        [section(text("★ Full", bold)), section(text("6", bold))],
      ],
      column_settings: [{ is_wrapped: false }, { align: "right" }],
    },
  ]);
});

test.each([
  "<!channel> look",
  "<@U2> and <https://evil.example|click>",
  "[click](https://evil.example)",
  "![x](y)",
  "see https://evil.example",
  "*not bold* _not italic_ ~gone~",
  "# no heading",
  "1. no list",
  "> no quote",
  "a | b",
  "&lt;!here&gt;",
  ":tada: @channel",
])("what could be read as markup, link or mention is shown literally: %s", (text) => {
  expect(blocksOf({ kind: "paragraph", text })).toEqual([
    {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    },
  ]);
});

test("the text beside blocks cannot mention anybody", () => {
  expect(shown([{ kind: "paragraph", text: "<!channel> & <@U2>" }])[0]?.text).toBe(
    "&lt;!channel&gt; &amp; &lt;@U2&gt;",
  );
});

test("code with fences inside stays one block of code", () => {
  expect(blocksOf({ kind: "code", language: "md", text: "```\nx\n```" })).toEqual([
    {
      type: "rich_text",
      elements: [{ type: "rich_text_preformatted", elements: [text("```\nx\n```")] }],
    },
  ]);
});

test("tables after a message's first are told row by row", () => {
  const table: Block = { kind: "table", header: ["", "A"], rows: [["x", "y"]] };
  const bodies = shown([table, { kind: "paragraph", text: "between" }, table]);
  expect(bodies.map((body) => body.blocks.map((block) => block.type))).toEqual([
    ["table", "rich_text", "rich_text"],
  ]);
});

test("a table that is too wide for Slack is told row by row", () => {
  const header = Array.from({ length: 25 }, (_, n) => `h${n}`);
  expect(blocksOf({ kind: "table", header, rows: [header] })[0]?.type).toBe("rich_text");
});

const word = "転移学習はほかの課題で得た知識を使い回す考え方です。";
const long: readonly [string, Block][] = [
  ["a paragraph", { kind: "paragraph", text: word.repeat(900) }],
  ["a paragraph without any place to divide", { kind: "paragraph", text: "あ".repeat(30_000) }],
  ["a paragraph of emoji", { kind: "paragraph", text: "🙂".repeat(9_000) }],
  [
    "a list",
    { kind: "list", ordered: true, items: Array.from({ length: 300 }, (_, n) => `${n} ${word}`) },
  ],
  [
    "a table",
    {
      kind: "table",
      header: ["", "A", "B"],
      rows: Array.from({ length: 250 }, (_, n) => [`r${n}`, word, word]),
    },
  ],
  [
    "a table with a huge cell",
    { kind: "table", header: ["", "A"], rows: [["r", word.repeat(500)]] },
  ],
  ["code", { kind: "code", language: "python", text: "print('x')\n".repeat(3_000) }],
  ["a note", { kind: "note", text: word.repeat(600) }],
  ["a heading", { kind: "heading", text: word.repeat(10) }],
  [
    "sources",
    {
      kind: "sources",
      items: Array.from({ length: 200 }, (_, n) => ({
        number: n,
        title: "",
        short: word,
        url: `https://example.org/${n}`,
      })),
    },
  ],
  [
    "a file",
    { kind: "file", name: "record.md", mime: "text/markdown", text: `${word}\n`.repeat(900) },
  ],
];

test.each(long)("%s that is very long is divided within Slack's limits", (_, block) => {
  const bodies = shown([block]);
  expect(bodies.map(messageFault)).toEqual(bodies.map(() => null));
});

test.each(long.filter(([, block]) => block.kind !== "table"))(
  "of %s that is very long nothing is lost",
  (_, block) => {
    const told = shown([block])
      .map((body) => body.text)
      .join("")
      .replace(/\s/g, "");
    const letters = JSON.stringify(block).match(/[ぁ-んァ-ヶ一-龠🙂]|print/gu)?.length ?? 0;
    expect(told.match(/[ぁ-んァ-ヶ一-龠🙂]|print/gu)?.length ?? 0).toBe(letters);
  },
);

test("choices stay together at the end, however long the reply", () => {
  const choices = Array.from(
    { length: 30 },
    (_, n): Choice => ({
      role: "topic",
      label: `Topic ${n}`,
      description: null,
      action: { kind: "topic", topic: "difference" },
      primary: false,
    }),
  );
  const bodies = shown([{ kind: "paragraph", text: word.repeat(900) }], choices);
  const buttons = bodies
    .at(-1)
    ?.blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  expect(buttons).toHaveLength(30);
  expect(bodies.map(messageFault)).toEqual(bodies.map(() => null));
});

test("a label of the greatest length still fits its button", () => {
  const label = "長".repeat(LIMITS.BUTTON_TEXT);
  const [body] = shown(
    [],
    [
      {
        role: "option",
        label,
        description: "d".repeat(100),
        action: { kind: "start" },
        primary: false,
      },
    ],
  );
  expect(messageFault(body!)).toBeNull();
});

test("a view holds the same without what views cannot show", () => {
  const blocks = renderView(
    {
      about: "topic:difference",
      language: "en",
      blocks: [
        { kind: "paragraph", text: "a **b**" },
        { kind: "table", header: ["", "A"], rows: [["x", "y"]] },
        { kind: "code", language: "", text: "z" },
      ],
      choices: [],
      audience: "everyone",
    },
    options,
  );
  expect(viewFault({ type: "home", blocks })).toBeNull();
  expect(blocks.map((block) => block.type)).toEqual(["rich_text", "rich_text", "rich_text"]);
});
