import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type { Content } from "../../dialogue/content.ts";
import type { Choice, Reply } from "../../dialogue/reply.ts";
import type { Turn } from "../../dialogue/turn.ts";
import type { RunTurn } from "../../runtime/turn-runner.ts";
import { choiceKey, type Look, renderReply } from "./render.ts";

/** What a chat in the terminal needs. `locale` is the person's, such as `ja_JP.UTF-8`, or null. */
export type ChatOptions = {
  readonly runTurn: RunTurn;
  readonly content: Content;
  readonly input: Readable;
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly colour: boolean;
  readonly locale: string | null;
};

const QUIT = /^(\/?(quit|exit|bye)|:q|終了|おわり|終わり)$/i;

/** Chats until `quit` or the end of the input. */
export async function chat(options: ChatOptions): Promise<void> {
  const { runTurn, content, input, output, locale } = options;
  const language = startLanguage(content, locale);
  const say = (key: string) => content.say(language, key);
  const lines = createInterface({ input, output, terminal: output.isTTY ?? false });
  const look = (): Look => ({ colour: options.colour, columns: output.columns ?? 80 });
  const session = `terminal:${process.pid}-${Date.now()}`;
  let choices: readonly Choice[] = [];
  let asking = false;
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
    if (text !== "") {
      count += 1;
      const turn = turnOf(text, choices, asking, `${session}/${count}`, session, locale);
      const reply = await runTurn(turn, null);
      if (reply) {
        ({ choices } = reply);
        asking = isAsking(reply);
        output.write(`\n${renderReply(reply, look())}\n`);
      }
    }
    prompt();
  }
  lines.close();
  output.write(`${say("terminal:goodbye")}\n`);
}

/** A letter, or a number beside a reply that asks nothing, takes a choice; a number after a question is left to the dialogue. */
function turnOf(
  text: string,
  choices: readonly Choice[],
  asking: boolean,
  id: string,
  key: string,
  locale: string | null,
): Turn {
  const pressed = choices.find((choice) => choiceKey(choices, choice) === text.toLowerCase());
  const takes = pressed !== undefined && (pressed.role !== "option" || !asking);
  return {
    id,
    key,
    input: takes ? { kind: "action", action: pressed.action } : { kind: "text", text },
    locale: locale?.replace("_", "-") ?? null,
    preferred: null,
    customary: null,
    addressed: true,
    unprompted: false,
    admin: true,
  };
}

function isAsking(reply: Reply): boolean {
  return reply.choices.some(({ action }) => action.kind === "answer");
}

function startLanguage(content: Content, locale: string | null): string {
  const tag = locale?.slice(0, 2).toLowerCase();
  return content.languages.some((language) => language.tag === tag) && tag ? tag : content.fallback;
}
