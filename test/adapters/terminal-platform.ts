import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { chat } from "../../src/adapters/terminal/chat.ts";
import { deps } from "../support/dependencies.ts";
import type { Card, Platform, ReplyTarget } from "./parity.ts";
import { type Running, startDialogue } from "./parity-dialogue.ts";

const HERE: ReplyTarget = { channel: "terminal", thread: null, direct: true };

type Printed = { readonly text: string; readonly edits: number };

/** The chat in the terminal: one person, who types lines and reads what is printed. */
export async function startTerminal(running: Running): Promise<Platform> {
  const printed: Printed[] = [];
  const dialogue = await startDialogue(running, Date.now);
  const input = new PassThrough();
  const output = new PassThrough();
  output.on("data", (data: Buffer) => {
    printed.push({ text: String(data).trim(), edits: 0 });
  });
  const talking = chat({
    runTurn: dialogue.options.runTurn,
    content: deps.content,
    input,
    output,
    colour: false,
    folder: mkdtempSync(join(tmpdir(), "terminal-")),
    locale: "en_US.UTF-8",
  });

  const type = async (text: string) => {
    input.write(`${text}\n`);
    await sleep(0);
  };
  const nothing = async (): Promise<never> => {
    throw new Error("there is no such thing in the terminal");
  };

  return {
    name: "terminal",
    channel: HERE,
    newPerson: () => "me",
    direct: () => HERE,
    messages: () => printed,
    look: (message) => cardOf(message as Printed),
    async speak(_, target, text) {
      await type(text);
      return { payload: { text }, target };
    },
    command: nothing,
    press: nothing,
    pressOld: nothing,
    repeat: nothing,
    edit: nothing,
    remove: nothing,
    fill: nothing,
    adviseOn: nothing,
    join: nothing,
    restart: nothing,
    speakAsBot: nothing,
    async stop() {
      input.end("quit\n");
      await talking;
      await dialogue.stop();
    },
  };
}

/** A printed reply; what is read out is what is read. */
function cardOf(message: Printed): Card {
  const { text } = message;
  return {
    message,
    edits: 0,
    target: HERE,
    isPrivate: true,
    words: text,
    spoken: text,
    labels: [],
    pictures: [],
    files: [],
  };
}
