import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { render as renderDiscord } from "../../../src/adapters/discord/render/render.ts";
import { render as renderSlack } from "../../../src/adapters/slack/render/render.ts";
import { keysOf } from "../../../src/adapters/terminal/keys.ts";
import { renderReply } from "../../../src/adapters/terminal/render.ts";
import { allAnswers } from "../../../src/advice/enumerate.ts";
import type { Action } from "../../../src/dialogue/action.ts";
import { encodeAction } from "../../../src/dialogue/action-codec.ts";
import { codeOf } from "../../../src/dialogue/advice-code.ts";
import type { Block, Reply } from "../../../src/dialogue/reply.ts";
import { respond } from "../../../src/dialogue/respond.ts";
import { factItems } from "../../../src/dialogue/responses/words/facts-line.ts";
import { NEW_STATE } from "../../../src/dialogue/state.ts";
import { withoutMarkup } from "../../../src/nlu/markup.ts";
import { deps, turnOf } from "../../support/dependencies.ts";

const { content } = deps;
const LANGUAGES = content.languages.map(({ tag }) => tag);
/** A prime, so that every value of every answer is met. */
const EVERY = 47;
const ANSWERS = [...allAnswers()].filter((_, at) => at % EVERY === 0);

function shown(action: Action, language: string): Reply {
  const turn = turnOf({ kind: "action", action }, { preferred: language });
  const { reply } = respond(deps, NEW_STATE, turn);
  if (!reply) throw new Error(`silence on ${encodeAction(action)}`);
  return reply;
}

const advices = (language: string) =>
  ANSWERS.map((answers) =>
    shown({ kind: "detail", detail: "advice", code: codeOf(answers) }, language),
  );
const entries = (language: string) =>
  content.entries.map((entry) => shown({ kind: "entry", entry }, language));
const topics = (language: string) =>
  content.topics.map((topic) => shown({ kind: "topic", topic }, language));

/** What a person reads of a block, but for tables, which no budget of characters measures. */
function visible(block: Block): string {
  switch (block.kind) {
    case "facts":
      return [block.lead ?? "", ...block.items].join(" ");
    case "labelled":
    case "step":
      return `${block.label} ${withoutMarkup(block.text)}`;
    case "heading":
    case "paragraph":
    case "note":
    case "progress":
      return withoutMarkup(block.text);
    case "list":
      return block.items.map(withoutMarkup).join(" ");
    case "sources":
      return [
        ...block.items.map(({ number, short }) => `[${number}] ${short}`),
        block.code ?? "",
      ].join(" ");
    default:
      return "";
  }
}

/** Characters of a line of facts; it holds every answer, so that who tells more than usual reads a longer one. */
const FACTS = 48;

/** A question after the sources counts with its choices. */
function sizeOf({ blocks }: Reply): number {
  const end = blocks.findIndex(({ kind }) => kind === "sources") + 1;
  return blocks.slice(0, end || blocks.length).reduce((sum, block) => {
    const { length } = visible(block);
    return sum + (block.kind === "facts" ? Math.min(length, FACTS) : length);
  }, 0);
}

/** Those beyond the limit, and the share beyond the inner budget. */
function beyond(replies: readonly Reply[], limits: readonly [inner: number, hard: number]) {
  const sizes = replies.map(sizeOf);
  return {
    hard: replies
      .filter((_, at) => (sizes[at] ?? 0) > limits[1])
      .map(({ blocks }) => visible(blocks[0]!)),
    inner: sizes.filter((size) => size > limits[0]).length / sizes.length,
  };
}

const LIMITS = {
  advice: { ja: [380, 600], en: [700, 1_100] },
  answer: { ja: [250, 340], en: [450, 620] },
} as const;

describe.each(LANGUAGES)("in %s", (language) => {
  const tag = language as "ja" | "en";
  const all = { advice: advices(language), answer: [...topics(language), ...entries(language)] };
  const cards = [...all.advice, ...all.answer];

  test.each(["advice", "answer"] as const)("each %s keeps its budget of characters", (kind) => {
    const { hard, inner } = beyond(all[kind], LIMITS[kind][tag]);
    expect(hard).toEqual([]);
    expect(inner).toBeLessThanOrEqual(0.1);
  });

  test("a card has one primary button, one menu and at most two buttons beside its answers", () => {
    const wrong = cards.filter(({ choices }) => {
      const buttons = choices.filter(({ role }) => role === "control");
      return choices.filter(({ primary }) => primary).length !== 1 || buttons.length > 2;
    });
    expect(wrong.map(({ about }) => about)).toEqual([]);
  });

  test("what can be chosen is there once", () => {
    const twice = cards.filter(({ choices }) => {
      const wires = choices.map(({ action }) => encodeAction(action));
      return new Set(wires).size < wires.length;
    });
    expect(twice.map(({ about }) => about)).toEqual([]);
  });

  test("a source stands in the line if and only if it is cited, and no line begins with a citation", () => {
    const wrong = cards.filter(({ blocks }) => {
      const text = blocks
        .filter(({ kind }) => kind !== "sources")
        .map((block) => JSON.stringify(block))
        .join();
      const cited = new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)));
      const listed = blocks.flatMap((block) => (block.kind === "sources" ? block.items : []));
      return (
        listed.some(({ number }) => !cited.has(number)) ||
        [...cited].some((number) => !listed.some((item) => item.number === number)) ||
        / \[\d+\]/.test(text)
      );
    });
    expect(wrong.map(({ about }) => about)).toEqual([]);
  });

  test("an advice has its parts in order, and its code opens it again", () => {
    for (const reply of all.advice) {
      const kinds = reply.blocks.map(({ kind }) => kind).join(" ");
      expect(kinds).toMatch(/^heading facts paragraph (labelled ){3}step sources( paragraph)?$/);
      const code = reply.blocks.flatMap((block) =>
        block.kind === "sources" ? [block.code] : [],
      )[0];
      const again = shown({ kind: "detail", detail: "advice", code: code ?? "" }, language);
      expect(again.blocks).toEqual(reply.blocks);
    }
  });

  test("Slack: up to 12 blocks, the thumbs last", () => {
    for (const reply of cards) {
      const bodies = renderSlack(reply, {
        owner: "U0A1B2C3D4E",
        mark: "m",
        surface: "message",
        extras: [],
        pictureFile: () => null,
        files: "apart",
        lead: null,
      });
      expect(bodies).toHaveLength(1);
      expect(bodies[0]?.blocks.length).toBeLessThanOrEqual(12);
      expect(bodies[0]?.blocks.at(-1)?.type).toBe("context_actions");
    }
  });

  test("Discord: one message of up to 24 components, with its colour", () => {
    const count = (value: unknown): number =>
      Array.isArray(value)
        ? value.reduce<number>((sum, each) => sum + count(each), 0)
        : 1 + count((value as { components?: unknown }).components ?? []);
    for (const reply of cards) {
      const messages = renderDiscord(reply, {
        content,
        owner: "uX3k_9",
        isPrivate: false,
        shareable: false,
        pictures: true,
      });
      expect(messages).toHaveLength(1);
      const components = messages[0]?.body.components ?? [];
      expect(count(components)).toBeLessThanOrEqual(24);
      expect(components[0]?.accent_color).toBeDefined();
    }
  });

  test("terminal: 72 columns, 24 rows for an advice (26 with two lines of facts), no line that a mark begins or a bracket ends", () => {
    const look = { colour: false, columns: 100 };
    for (const reply of cards) {
      const lines = renderReply(reply, look).split("\n");
      expect(lines.filter((line) => stringWidth(line) > 72)).toEqual([]);
      expect(lines.filter((line) => /^[、。」）]|[（「]$/.test(line.trim()))).toEqual([]);
      expect(lines.filter((line) => /[ァ-ヴー]$/.test(line)).length).toBeLessThan(lines.length);
    }
    const rows = all.advice.map((reply) => renderReply(reply, look).split("\n").length + 1);
    expect(rows.filter((count) => count > 24).length / rows.length).toBeLessThanOrEqual(0.02);
    expect(Math.max(...rows)).toBeLessThanOrEqual(26);
  });

  test("labels fit a phone", () => {
    const long = cards.flatMap(({ choices }) =>
      choices
        .filter(({ role }) => role === "control" || role === "rating")
        .map(({ label }) => label),
    );
    expect([...new Set(long)].filter((label) => stringWidth(label) > 36)).toEqual([]);
  });

  test("the topics are all in one menu, each once", () => {
    const reply = shown({ kind: "topics" }, language);
    const wires = keysOf(reply).flatMap((key) =>
      key.kind === "choice" ? [encodeAction(key.choice.action)] : [],
    );
    const wanted = content.topics.map((topic) => encodeAction({ kind: "topic", topic }));
    expect(wires.filter((wire) => wire.startsWith("tl1/topic/")).sort()).toEqual(
      [...wanted].sort(),
    );
  });

  test("every answer that was given is among the facts", () => {
    const context = { deps, language };
    const given = {
      data: "medium",
      examples: 500,
      rare: 30,
      hours: 2,
      labels: "noisy",
      raw: true,
      multi_label: true,
      similarity: "far",
      card_gb: 24,
      compute: "moderate",
      task: "detection",
      modality: "image",
      backbone: "cnn",
      facts_change: true,
      shift: true,
    } as const;
    const all = factItems(context, given);
    for (const key of Object.keys(given) as (keyof typeof given)[]) {
      if (key === "data" || key === "compute") continue;
      const { [key]: _, ...others } = given;
      expect(factItems(context, others)).not.toEqual(all);
    }
  });
});
