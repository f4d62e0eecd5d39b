import type { Block, Reply } from "../../dialogue/reply.ts";
import { withoutMarkup } from "../../nlu/markup.ts";
import { keyLines } from "./choices.ts";
import { keysOf } from "./keys.ts";
import { tableLines } from "./table.ts";
import { hanging, type Look, paint, painted, styled } from "./text.ts";
import { pad, width, wrap } from "./wrap.ts";

/** Also on a wider screen: longer lines are hard to read. */
const WIDEST = 72;
/** Columns of the labels before their texts. */
const LABELS = { narrow: 14, wide: 12 };

/** What the terminal says by itself. `saved`: where a file was written, by its name (absent: it is printed). */
export type Surroundings = {
  /** The dim last line, such as `Type a number or a sentence`; null leaves it out. */
  readonly hint: string | null;
  readonly saved: ReadonlyMap<string, string>;
};

const NOTHING: Surroundings = { hint: null, saved: new Map() };

/** A reply as terminal text. What can be chosen has a number (see `keysOf`). */
export function renderReply(
  reply: Reply,
  { colour, columns }: Look,
  { hint, saved }: Surroundings = NOTHING,
): string {
  const look = { colour, columns: Math.min(columns, WIDEST) };
  const shown = reply.blocks.map((block, at) => ({
    block,
    text: renderBlock(block, reply.blocks[at + 1], codeOf(reply), saved, look),
  }));
  const body = shown
    .filter(({ text }) => text !== "")
    .reduce(
      (before, { block, text }, at, all) =>
        at === 0 ? text : `${before}${gapAfter(all[at - 1]?.block, block)}${text}`,
      "",
    );
  const keys = keyLines(keysOf(reply), look);
  const last = [keys, hint === null ? "" : painted(["dim"], hint, look)].filter(Boolean).join("\n");
  return [body, last].filter(Boolean).join(asksAtOnce(reply) ? "\n" : "\n\n");
}

/** The sources of a reply with their titles and addresses; empty where it has none. */
export function renderSources({ blocks }: Reply, look: Look): string {
  return blocks
    .flatMap((block) => (block.kind === "sources" ? block.items : []))
    .map(({ number, title, url }) =>
      hanging(`[${number}] `, url === null ? title : `${title}\n${url}`, look),
    )
    .join("\n");
}

/** Whether the last words are a question whose answers stand on the line below. */
function asksAtOnce({ blocks, choices }: Reply): boolean {
  const answers = choices.filter(({ role }) => role === "option");
  const isFlat = answers.length > 0 && answers.every(({ description }) => description === null);
  return isFlat && blocks.at(-1)?.kind === "paragraph";
}

/** The code of the advice, which stands beside the facts. */
function codeOf({ blocks }: Reply): string | null {
  const line = blocks.find((block) => block.kind === "sources");
  return line?.code ?? null;
}

/** What belongs together stands together; all else has an empty line between. */
function gapAfter(before: Block | undefined, block: Block): string {
  const pair = `${before?.kind} ${block.kind}`;
  const isClose =
    /^heading (facts|paragraph|note|list|labelled)$|^progress |^facts note$/.test(pair) ||
    /^(labelled|step|paragraph) step$|^labelled labelled$|^paragraph note$/.test(pair);
  return isClose ? "\n" : "\n\n";
}

function renderBlock(
  block: Block,
  next: Block | undefined,
  code: string | null,
  saved: Surroundings["saved"],
  look: Look,
): string {
  switch (block.kind) {
    case "heading":
      return title(block.text, next?.kind === "facts" ? next.lead : null, look);
    case "facts":
      return factsAndCode(block, code, look);
    case "paragraph":
      return styled(block.text, look);
    case "labelled":
    case "step": {
      const column = /[^\p{ASCII}]/u.test(block.label) ? LABELS.wide : LABELS.narrow;
      const label = pad(block.label, column);
      const text = hanging(label, block.text, look);
      return paint(["bold"], block.label, look) + text.slice(block.label.length);
    }
    case "note":
      return painted(["dim"], block.text, look);
    case "progress":
      return paint(["magenta"], `${bar(block.done, block.of)} ${block.text}`, look);
    case "list":
      return block.items
        .map((item, at) => hanging(block.ordered ? `${at + 1}. ` : "• ", item, look))
        .join("\n");
    case "table":
      return tableLines(block, look);
    case "code":
      return paint(["green"], block.text.replace(/^/gm, "  "), look);
    case "file":
      return (
        saved.get(block.name) ??
        `${paint(["bold"], block.name, look)}\n${paint(["green"], block.text.replace(/^/gm, "  "), look)}`
      );
    case "picture":
      return painted(["dim"], block.alt, look);
    case "sources":
      return sourceNames(block, look);
  }
}

function bar(done: number, of: number): string {
  return "●".repeat(done) + "○".repeat(Math.max(0, of - done));
}

/** The title and, at the other end of the line, how sure it is; a rule below. */
function title(text: string, lead: string | null, look: Look): string {
  const plain = withoutMarkup(text);
  const rule = paint(["dim"], "─".repeat(look.columns), look);
  const room = look.columns - width(plain) - (lead === null ? 0 : width(lead));
  if (lead === null) return `${painted(["bold", "cyan"], text, look)}\n${rule}`;
  const apart = room >= 2 ? " ".repeat(room) : "\n";
  return `${paint(["bold", "cyan"], plain, look)}${apart}${paint(["bold", "cyan"], lead, look)}\n${rule}`;
}

function factsAndCode(
  { items, join }: Extract<Block, { kind: "facts" }>,
  code: string | null,
  look: Look,
): string {
  const lines = wrap(items.join(join), look.columns);
  const last = lines.at(-1) ?? "";
  const room = look.columns - width(last) - width(code ?? "");
  const shown =
    code === null
      ? lines
      : room >= 2
        ? [...lines.slice(0, -1), `${last}${" ".repeat(room)}${code}`]
        : [...lines, code.padStart(look.columns)];
  return shown.map((line) => paint(["dim"], line, look)).join("\n");
}

/** Short names alone: the addresses are a word away. */
function sourceNames({ items, label }: Extract<Block, { kind: "sources" }>, look: Look): string {
  if (items.length === 0) return "";
  const names = items.map(
    ({ number, short }) => `[${number}]\u00a0${short.replaceAll(" ", "\u00a0")}`,
  );
  return painted(["dim"], `${label ?? ""} ${names.join("  ")}`.trim(), look);
}
