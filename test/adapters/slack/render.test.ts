import { expect, test } from "vitest";
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

test("a reply becomes header, markdown, table, context and actions, with its text beside", () => {
  const bodies = shown(
    [
      { kind: "progress", done: 1, of: 3, text: "Question 2 of 3" },
      { kind: "heading", text: "A **heading**" },
      { kind: "paragraph", text: "Some **bold** text with `code` [1]" },
      { kind: "list", ordered: true, items: ["one", "**two**"] },
      { kind: "table", header: ["", "A"], rows: [["Cost", "**low**"]] },
      { kind: "code", language: "python", text: "x = 1 < 2" },
      { kind: "note", text: "Small" },
      {
        kind: "sources",
        items: [
          { number: 1, title: "A & B", short: "A & B", url: "https://example.org/a|b" },
          { number: 2, title: "Book", short: "Book", url: null },
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
  expect(bodies).toEqual([
    {
      text: [
        "Question 2 of 3",
        "A heading",
        "Some bold text with code [1]",
        "1. one\n2. two",
        "Cost\nA: low",
        "x = 1 &lt; 2",
        "Small",
        "[1] A &amp; B https://example.org/a|b\n[2] Book",
        "- Help",
      ]
        .join("\n\n")
        .replace("Question", "●○○ Question"),
      blocks: [
        {
          type: "context",
          elements: [{ type: "plain_text", text: "●○○ Question 2 of 3", emoji: false }],
        },
        { type: "header", text: { type: "plain_text", text: "A heading", emoji: false } },
        { type: "markdown", text: "Some **bold** text with `code` [1]" },
        { type: "markdown", text: "1. one\n2. **two**" },
        {
          type: "table",
          rows: [
            [
              { type: "raw_text", text: " " },
              { type: "raw_text", text: "A" },
            ],
            [
              { type: "raw_text", text: "Cost" },
              {
                type: "rich_text",
                elements: [
                  {
                    type: "rich_text_section",
                    elements: [{ type: "text", text: "low", style: { bold: true } }],
                  },
                ],
              },
            ],
          ],
          column_settings: [{ is_wrapped: true }, { is_wrapped: true }],
        },
        { type: "markdown", text: "```python\nx = 1 < 2\n```" },
        { type: "context", elements: [{ type: "plain_text", text: "Small", emoji: false }] },
        {
          type: "context",
          elements: [
            {
              type: "mrkdwn",
              text: "[1] <https://example.org/a%7Cb|A &amp; B>\n[2] Book",
              verbatim: true,
            },
          ],
        },
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
      ],
    },
  ]);
});

test.each([
  ["**「転移学習」**は", "「**転移学習**」は"],
  ["これは**転移学習（TL）**です", "これは**転移学習（TL**）です"],
  ["**微調整。**次に", "**微調整**。次に"],
  ["**転移**学習", "**転移**学習"],
  ["**……**点", "……点"],
])("Japanese bold %s keeps its marks off brackets and punctuation", (text, markdown) => {
  expect(blocksOf({ kind: "paragraph", text })).toEqual([{ type: "markdown", text: markdown }]);
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
    { type: "markdown", text: "````md\n```\nx\n```\n````" },
  ]);
});

test("tables after a message's first are told row by row", () => {
  const table: Block = { kind: "table", header: ["", "A"], rows: [["x", "y"]] };
  const bodies = shown([table, { kind: "paragraph", text: "between" }, table]);
  expect(bodies.map((body) => body.blocks.map((block) => block.type))).toEqual([
    ["table", "markdown", "rich_text"],
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
        title: word,
        short: "",
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
