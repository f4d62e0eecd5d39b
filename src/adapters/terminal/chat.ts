import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type { Content } from "../../dialogue/content.ts";
import type { Reply } from "../../dialogue/reply.ts";
import type { Turn } from "../../dialogue/turn.ts";
import type { RunTurn } from "../../runtime/turn-runner.ts";
import { keyLines } from "./choices.ts";
import { type Key, keyOf, keysOf } from "./keys.ts";
import { renderReply, renderSources } from "./render.ts";
import { saveFiles } from "./save-files.ts";
import type { Look } from "./text.ts";

/** What a chat in the terminal needs. `locale` is the person's, such as `ja_JP.UTF-8`, or null. */
export type ChatOptions = {
  readonly runTurn: RunTurn;
  readonly content: Content;
  readonly input: Readable;
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly colour: boolean;
  /** Where files are saved. */
  readonly folder: string;
  readonly locale: string | null;
};

const QUIT = /^(\/?(quit|exit|bye)|:q|終了|おわり|終わり)$/i;

/** Chats until `quit` or the end of the input. */
export async function chat(options: ChatOptions): Promise<void> {
  const { runTurn, content, input, output, locale } = options;
  const language = startLanguage(content, locale);
  const say = (key: string) => content.say(language, key);
  const lines = createInterface({ input, output, terminal: output.isTTY ?? false });
  const look = (): Look => ({ colour: options.colour, columns: output.columns ?? 72 });
  const session = `terminal:${process.pid}-${Date.now()}`;
  let keys: readonly Key[] = [];
  let last: Reply | null = null;
  let count = 0;
  let isOpen = true;
  lines.once("close", () => {
    isOpen = false;
  });
  // Input that is piped in ends while its lines are still being answered.
  const prompt = () => {
    if (isOpen) lines.prompt();
  };

  output.write(`${say("terminal:welcome")}\n`);
  lines.setPrompt(output.isTTY ? `\n${say("terminal:prompt")} ` : "");
  prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (QUIT.test(text)) break;
    const key = /^\d{1,2}$/.test(text) ? keys[Number(text) - 1] : undefined;
    if (last && isWord(content, last, text, "sources")) {
      output.write(`\n${renderSources(last, look())}\n`);
    } else if (key?.kind === "more") {
      keys = key.choices.map(keyOf);
      output.write(`\n${keyLines(keys, look())}\n`);
    } else if (text !== "") {
      count += 1;
      const turn = turnOf(text, key, `${session}/${count}`, session, locale);
      const reply = await runTurn(turn, null);
      if (reply) {
        last = reply;
        keys = keysOf(reply);
        const saved = await saveFiles(content, reply, options.folder);
        output.write(`\n${renderReply(reply, look(), { hint: hintFor(content, reply), saved })}\n`);
      }
    }
    prompt();
  }
  lines.close();
  output.write(`${say("terminal:goodbye")}\n`);
}

/** The number of a key takes its choice; all other words are the dialogue's. */
function turnOf(
  text: string,
  pressed: Key | undefined,
  id: string,
  key: string,
  locale: string | null,
): Turn {
  return {
    id,
    key,
    input:
      pressed?.kind === "choice"
        ? { kind: "action", action: pressed.choice.action }
        : { kind: "text", text },
    locale: locale?.replace("_", "-") ?? null,
    preferred: null,
    customary: null,
    addressed: true,
    unprompted: false,
    admin: true,
  };
}

/** Whether the text is one of the terminal's fixed words in the reply's language. */
function isWord(content: Content, { language }: Reply, text: string, word: string): boolean {
  return text.toLowerCase() === content.say(language, `terminal:words.${word}`);
}

/** The dim last line: what may be typed beside numbers and sentences. */
function hintFor(content: Content, { blocks, choices, language }: Reply): string {
  const say = (key: string, values?: Readonly<Record<string, string>>) =>
    content.say(language, key, values);
  const cites = blocks.some((block) => block.kind === "sources" && block.items.length > 0);
  const words = [
    ...(cites ? [say("terminal:words.sources")] : []),
    ...choices.filter(({ role }) => role === "rating").map(({ label }) => label.toLowerCase()),
    say("terminal:words.quit"),
  ];
  return say("terminal:hint", { words: words.join(say("terminal:words.join")) });
}

function startLanguage(content: Content, locale: string | null): string {
  const tag = locale?.slice(0, 2).toLowerCase();
  return content.languages.some((language) => language.tag === tag) && tag ? tag : content.fallback;
}
