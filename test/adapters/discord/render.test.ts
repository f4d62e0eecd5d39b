import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ownerMark } from "../../../src/adapters/discord/events/custom-id.ts";
import { type RenderOptions, render } from "../../../src/adapters/discord/render/render.ts";
import type { Block, Choice, Reply } from "../../../src/dialogue/reply.ts";
import { idOf, parts, words } from "../../fakes/discord/acts.ts";
import { messageFaults } from "../../fakes/discord/check.ts";
import { content, question, saying } from "./support.ts";

const PUBLIC: RenderOptions = {
  content,
  owner: ownerMark("1"),
  isPrivate: false,
  shareable: false,
  pictures: true,
};
const PRIVATE: RenderOptions = { ...PUBLIC, isPrivate: true, shareable: true };
const FLAGS = (1 << 15) | (1 << 6);

function blocks(...all: readonly Block[]): Reply {
  return saying("", { blocks: all });
}

const RULE = { type: 14, divider: true, spacing: 1 };

function faultsOf(reply: Reply, options: RenderOptions = PUBLIC): readonly string[] {
  return render(reply, options).flatMap(({ body, files }) =>
    messageFaults(
      body,
      files.map(({ name }) => name),
      FLAGS,
    ),
  );
}

function said(reply: Reply, options: RenderOptions = PUBLIC): string {
  return render(reply, options)
    .map(({ body }) => words(body))
    .join("\n");
}

test("a question's card is one container with a section for each described option, and its controls", () => {
  expect(render(question(), PUBLIC)).toEqual([
    {
      body: {
        flags: 1 << 15,
        allowed_mentions: { parse: [] },
        attachments: [],
        components: [
          {
            type: 17,
            components: [
              { type: 10, content: "How many?" },
              RULE,
              {
                type: 9,
                components: [{ type: 10, content: "**Under 100**\n-# For example 40 photos" }],
                accessory: {
                  type: 2,
                  style: 2,
                  label: "Choose 1",
                  custom_id: `tl1/answer/data=tiny~${PUBLIC.owner}`,
                },
              },
              {
                type: 9,
                components: [{ type: 10, content: "**100 to 999**" }],
                accessory: {
                  type: 2,
                  style: 2,
                  label: "Choose 2",
                  custom_id: `tl1/answer/data=small~${PUBLIC.owner}`,
                },
              },
              RULE,
              {
                type: 1,
                components: [
                  { type: 2, style: 2, label: "Cancel", custom_id: `tl1/cancel~${PUBLIC.owner}` },
                  {
                    type: 2,
                    style: 2,
                    label: "All three at once",
                    custom_id: `tl1/facts!en!${PUBLIC.owner}`,
                  },
                ],
              },
            ],
          },
        ],
      },
      files: [],
    },
  ]);
});

test("an advice has its colour, a line before the reasons, a quoted step and one line of sources", () => {
  const reply: Reply = {
    ...blocks(
      { kind: "heading", text: "LoRA" },
      { kind: "facts", lead: "Confidence: high", items: ["~500 examples", "a_b"], join: " · " },
      { kind: "paragraph", text: "Train a little." },
      { kind: "labelled", label: "Why", text: "It is **small**." },
      { kind: "step", label: "First step", text: "Begin." },
      {
        kind: "sources",
        label: "Sources",
        join: " · ",
        code: "TL-FER4-01KX",
        items: [{ number: 1, title: "A long title", short: "Short", url: null }],
      },
    ),
    tone: "advice",
  };
  const [message] = render(reply, PUBLIC);
  expect(message?.body.components[0]).toEqual({
    type: 17,
    accent_color: 0x2e9e6b,
    components: [
      { type: 10, content: "### LoRA\n-# **Confidence: high** · \\~500 examples · a\\_b" },
      { type: 10, content: "Train a little." },
      RULE,
      { type: 10, content: "**Why**  It is **small**." },
      { type: 10, content: "> **First step**  Begin." },
      { type: 10, content: "-# Sources \\[1] Short · `TL-FER4-01KX`" },
    ],
  });
  expect(faultsOf(reply)).toEqual([]);
});

test("menu entries keep what they do; more than a menu holds are divided at their groups", () => {
  const entry = (number: number): Choice => ({
    role: "extra",
    label: `Entry ${number}`,
    description: null,
    action: number === 0 ? { kind: "cancel" } : { kind: "topic", topic: `t${number}` },
    primary: false,
    group: `Group ${Math.floor(number / 10)}`,
  });
  const choices = Array.from({ length: 30 }, (_, number) => entry(number));
  const [message] = render({ ...saying("Choose."), choices, menu: "See more" }, PUBLIC);
  const menus = parts(message?.body ?? {}).filter(({ type }) => type === 3);
  expect(menus.map(({ placeholder }) => placeholder)).toEqual([
    "Group 0, Group 1 (20)",
    "Group 2 (10)",
  ]);
  const [first, second] = (menus[0]?.options ?? []) as { value: string; description: string }[];
  expect([first, second]).toMatchObject([
    { value: "tl1/cancel~", description: "Group 0" },
    { value: "tl1/topic/t1^", description: "Group 0" },
  ]);
});

test("every kind of block is shown", () => {
  const reply = blocks(
    { kind: "heading", text: "Title" },
    { kind: "paragraph", text: "A **bold** word, `code`." },
    { kind: "list", ordered: true, items: ["one", "two"] },
    { kind: "list", ordered: false, items: ["a", "b"] },
    { kind: "table", header: ["", "微調整", "転移"], rows: [["目的", "合わせる", "使う"]] },
    { kind: "code", language: "python", text: "x = 1\n```\ny" },
    { kind: "progress", done: 1, of: 3, text: "Question 1/3" },
    { kind: "note", text: "Small.\nPrint." },
    {
      kind: "picture",
      picture: { kind: "map", answers: { data: "tiny" }, language: "ja" },
      alt: "A map.",
    },
    { kind: "file", name: "record.md", mime: "text/markdown", text: "# Record" },
    {
      kind: "sources",
      items: [
        { number: 1, title: "A [guide]", short: "A [guide]", url: "https://example.org/a_b" },
        { number: 2, title: "A book", short: "A book", url: null },
      ],
    },
  );
  const [message] = render(reply, PUBLIC);
  expect(message?.body.components[0]?.components).toEqual([
    { type: 10, content: "### Title" },
    { type: 10, content: "A **bold** word, `code`." },
    { type: 10, content: "1. one\n2. two" },
    { type: 10, content: "- a\n- b" },
    RULE,
    { type: 10, content: "**目的**\n- 微調整: 合わせる\n- 転移: 使う" },
    RULE,
    { type: 10, content: "```python\nx = 1\n``\u200b`\ny\n```" },
    { type: 10, content: "-# ●○○ Question 1/3" },
    { type: 10, content: "-# Small.\n-# Print." },
    {
      type: 12,
      items: [{ media: { url: "attachment://map.ja.q-100.png" }, description: "A map." }],
    },
    { type: 13, file: { url: "attachment://record.md" } },
    { type: 10, content: "-# \\[1] [A \\[guide\\]](<https://example.org/a_b>) · \\[2] A book" },
  ]);
  expect(message?.body.attachments).toEqual([
    { id: 0, filename: "map.ja.q-100.png", description: "A map." },
    { id: 1, filename: "record.md" },
  ]);
  expect(faultsOf(reply)).toEqual([]);
});

test("a picture that cannot be drawn is told by its alternative text", () => {
  const reply = blocks({
    kind: "picture",
    picture: { kind: "comparison", language: "en" },
    alt: "Two columns.",
  });
  expect(said(reply, { ...PUBLIC, pictures: false })).toBe("Two columns.");
});

test("a long Japanese reply is split within the byte budget and nothing is lost", () => {
  const sentence = "転移学習は、ある課題で得た知識を別の課題に使い回す考え方です。";
  const text = sentence.repeat(300);
  const reply = saying(text);
  expect(render(reply, PUBLIC).length).toBeGreaterThan(2);
  expect(faultsOf(reply)).toEqual([]);
  expect(said(reply).replaceAll("\n", "")).toBe(text);
});

test("long code is split at lines and every part has its own fence", () => {
  const lines = Array.from({ length: 400 }, (_, index) => `value_${index} = compute(${index})`);
  const reply = blocks({ kind: "code", language: "python", text: lines.join("\n") });
  const messages = render(reply, PUBLIC).map(({ body }) => words(body));
  expect(messages.every((each) => each.startsWith("```python\n") && each.endsWith("\n```"))).toBe(
    true,
  );
  expect(messages.map((each) => each.slice(10, -4)).join("\n")).toBe(lines.join("\n"));
  expect(faultsOf(reply)).toEqual([]);
});

test("choices stand in the last message", () => {
  const reply = question({ blocks: [{ kind: "paragraph", text: "x".repeat(5000) }] });
  const messages = render(reply, PUBLIC);
  expect(parts(messages[0]?.body ?? {}).some(({ type }) => type === 2)).toBe(false);
  expect(idOf(messages.at(-1)?.body ?? {}, /Under 100/)).toContain("tl1/answer/data=tiny");
});

test("many topics become one menu", () => {
  const choices = content.topics.slice(0, 20).map(
    (topic): Choice => ({
      role: "topic",
      label: content.topic("ja", topic).title,
      description: null,
      action: { kind: "topic", topic },
      primary: false,
    }),
  );
  const reply = saying("話題", { language: "ja", choices });
  const menus = parts(render(reply, PUBLIC)[0]?.body ?? {}).filter(({ type }) => type === 3);
  expect(menus).toHaveLength(1);
  expect(menus[0]?.options).toHaveLength(20);
  expect(faultsOf(reply)).toEqual([]);
});

test("only private answers can be posted to the channel, and questions cannot", () => {
  const shareable = saying("Hi", { shareable: { kind: "topic", topic: "peft_lora" } });
  expect(() => idOf(render(shareable, PUBLIC)[0]?.body ?? {}, "Post to channel")).toThrow();
  expect(() => idOf(render(question(), PRIVATE)[0]?.body ?? {}, "Post to channel")).toThrow();
  expect(idOf(render(shareable, PRIVATE)[0]?.body ?? {}, "Post to channel")).toMatch(
    /^tl1\/topic\/peft_lora\*/,
  );
});

test("a long private answer is posted as a whole, by one button at its end", () => {
  const reply = saying("長い文。".repeat(2000), {
    shareable: { kind: "topic", topic: "peft_lora" },
  });
  const labels = render(reply, PRIVATE).map(({ body }) =>
    parts(body).filter(({ label }) => label === "Post to channel"),
  );
  expect(labels.map(({ length }) => length)).toEqual([0, 0, 1]);
});

test("the same choice twice is shown once", () => {
  const { choices } = question();
  expect(faultsOf(question({ choices: [...choices, ...choices] }))).toEqual([]);
});

test("any reply is within every limit, whatever it says", () => {
  const line = fc.string({ unit: "grapheme", maxLength: 300 });
  const block: fc.Arbitrary<Block> = fc.oneof(
    line.map((text): Block => ({ kind: "paragraph", text })),
    line.map((text): Block => ({ kind: "heading", text })),
    fc
      .integer({ min: 1, max: 9000 })
      .map((length): Block => ({ kind: "paragraph", text: "漢字".repeat(length) })),
    fc
      .array(line, { maxLength: 30 })
      .map((items): Block => ({ kind: "list", ordered: true, items })),
    line.map((text): Block => ({ kind: "code", language: "python", text: text.repeat(20) })),
    fc
      .array(fc.tuple(line, line), { maxLength: 12 })
      .map((rows): Block => ({ kind: "table", header: ["", "A"], rows })),
  );
  fc.assert(
    fc.property(fc.array(block, { maxLength: 50 }), (all) => {
      const reply = question({ blocks: all });
      expect(faultsOf(reply)).toEqual([]);
      expect(faultsOf(reply, PRIVATE)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("the longest topic of either language is a single message", () => {
  for (const language of ["en", "ja"]) {
    for (const topic of content.topics) {
      const { title, body } = JSON.parse(
        readFileSync(
          new URL(`../../../locales/${language}/topics/${topic}/topic.json`, import.meta.url),
          "utf8",
        ),
      ) as { title: string; body: readonly unknown[] };
      const text = body
        .map((part) => (typeof part === "string" ? part : JSON.stringify(part)))
        .join("\n");
      expect(render(saying(`${title}\n${text}`, { language }), PUBLIC)).toHaveLength(1);
    }
  }
});
