import { expect } from "vitest";
import { deps } from "../support/dependencies.ts";
import type { Shown, Stage } from "./parity.ts";

/** Tries a feature on one platform; what it gives must be the same on every platform. */
export type Check = (stage: Stage) => Promise<unknown>;

export const en = (key: string) => deps.content.say("en", key);
export const about = ({ reply }: Shown) => reply?.about ?? "silent";

/** Puts a question in the channel. */
export function ask(stage: Stage, text: string, person = stage.platform.newPerson()) {
  return stage.say(person, stage.platform.channel, text);
}

/** Calls the command in the channel; its answer is private. */
export async function call(
  stage: Stage,
  asked: Parameters<Stage["command"]>[2],
  person = stage.platform.newPerson(),
): Promise<Shown> {
  const shown = await stage.command(person, stage.platform.channel, asked);
  expect(shown.cards.every(({ isPrivate }) => isPrivate)).toBe(true);
  return shown;
}

/** Asking, by whatever way. */
export const ASKING = {
  "Ask by mention, answered in a thread": async (stage) => {
    const { cards, question } = await ask(stage, "what is LoRA?");
    expect(cards.map(({ target }) => target)).toEqual([question.target]);
    expect(question.target.thread).not.toBeNull();
    expect(cards[0]?.isPrivate).toBe(false);
  },
  "Ask in a direct message": async (stage) => {
    const person = stage.platform.newPerson();
    const target = stage.platform.direct(person);
    const { cards } = await stage.say(person, target, "what is LoRA?");
    expect(cards.map((card) => card.target)).toEqual([target]);
  },
  "Follow up in the thread without a mention": async (stage) => {
    const person = stage.platform.newPerson();
    const first = await ask(stage, "what is LoRA?", person);
    const next = await stage.say(person, first.question.target, "how much data do I need?", false);
    expect(next.cards[0]?.target).toEqual(first.question.target);
    return [about(first), about(next)];
  },
  "Silent among people and other bots": async (stage) => {
    const { platform } = stage;
    const person = platform.newPerson();
    const { question } = await ask(stage, "what is LoRA?", person);
    const say = (who: string, text: string) => platform.speak(who, question.target, text, false);
    expect(await stage.silence(() => say(person, "shall we have lunch at noon?"))).toBe(true);
    expect(await stage.silence(() => platform.speakAsBot(platform.channel, "hi"))).toBe(true);
  },
  "Command alone begins the three questions": async (stage) => about(await call(stage, {})),
  "Command with a question": async (stage) =>
    about(await call(stage, { words: "what is overfitting?" })),
  "Command with facts": async (stage) => {
    const facts = { data: "small", similarity: "close", compute: "limited" };
    return [
      about(await call(stage, { facts })),
      about(await call(stage, { words: "500枚 近い GPUなし" })),
      about(await call(stage, { words: "500 photos, no GPU" })),
    ];
  },
  "Command with a topic": async (stage) => {
    const near = await call(stage, { topic: "learning rat" });
    return [about(await call(stage, { topic: "peft_lora" })), about(near), near.reply?.choices];
  },
  "Command for help, topics and privacy": async (stage) => [
    about(await call(stage, { page: "help" })),
    about(await call(stage, { page: "topics" })),
    about(await call(stage, { page: "privacy" })),
  ],
  "Command for the language": async (stage) => {
    const person = stage.platform.newPerson();
    const set = await call(stage, { language: "ja" }, person);
    const later = await ask(stage, "LoRA", person);
    expect(later.reply?.language).toBe("ja");
    return [about(set), about(later)];
  },
  "Advice code": async (stage) => {
    const advice = await ask(stage, "500 photos, a close task, no GPU");
    const code = /TL(?:-[0-9A-Z]{4})+/.exec(advice.cards[0]?.words ?? "")?.[0] ?? "";
    const opened = await call(stage, { code });
    const pasted = await ask(stage, code);
    expect(about(opened)).toBe(about(advice));
    return [code, about(opened), about(pasted)];
  },
  "“Did you mean” for a near miss": async (stage) => {
    const person = stage.platform.newPerson();
    const shown = await ask(stage, "layers and data", person);
    const topic = shown.reply?.choices.find(({ role }) => role === "topic")?.label ?? "";
    return [about(shown), about(await stage.press(person, shown, topic))];
  },
  "The message's language, or the one asked for": async (stage) => {
    const person = stage.platform.newPerson();
    const asked = await ask(stage, "転移学習って何?", person);
    const wished = await stage.say(person, asked.question.target, "英語で答えて");
    const later = await stage.say(person, asked.question.target, "LoRAって何?");
    return [asked, wished, later].map(({ reply }) => [reply?.about, reply?.language]);
  },
  "An edited question edits its answer": async (stage) => {
    const first = await ask(stage, "what is LoRA?");
    const next = await stage.act(() => stage.platform.edit(first.question, "what is overfitting?"));
    expect(next.cards.map(({ message }) => message)).toEqual([first.cards[0]?.message]);
    return about(next);
  },
  "A deleted question takes its answer along": async (stage) => {
    const { cards, question } = await ask(stage, "what is LoRA?");
    await stage.platform.remove(question);
    await stage.gone(cards);
  },
} as const satisfies Readonly<Record<string, Check>>;
