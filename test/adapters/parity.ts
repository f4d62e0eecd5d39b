import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "../../src/dialogue/reply.ts";
import type { Running } from "./parity-dialogue.ts";
import { missing } from "./parity-seen.ts";

/** A message of the bot as people see it now. `message` is the fake's own; it stays the same one through edits. */
export type Card = {
  readonly message: object;
  readonly edits: number;
  readonly target: ReplyTarget;
  readonly isPrivate: boolean;
  readonly words: string;
  /** What is read out or notified where the blocks are not shown. */
  readonly spoken: string;
  readonly labels: readonly string[];
  readonly pictures: readonly string[];
  readonly files: readonly string[];
};

/** A place on the platform: its channel, the thread in it, and whether it is the person's own with the bot. */
export type ReplyTarget = {
  readonly channel: string;
  readonly thread: string | null;
  readonly direct: boolean;
};

/** A message of a person, as the platform sent it, and where its answer belongs. */
export type Question = { readonly payload: object; readonly target: ReplyTarget };

/** What `/tl-advise` is called with; nothing starts the flow. */
export type Asked = {
  readonly words?: string;
  readonly topic?: string;
  readonly language?: string;
  readonly page?: "help" | "topics" | "privacy";
  readonly code?: string;
  readonly facts?: Readonly<Record<"data" | "similarity" | "compute", string>>;
};

/** What people can do on a platform, and what they see there. */
export type Platform = {
  readonly name: "slack" | "discord" | "terminal";
  readonly channel: ReplyTarget;
  /** `isAdmin`: of the workspace or server. */
  newPerson(isAdmin?: boolean): string;
  direct(person: string): ReplyTarget;
  /** The bot's messages, the newest last. */
  messages(): readonly { readonly edits: number }[];
  look(message: object): Card;
  speak(person: string, target: ReplyTarget, text: string, mentions: boolean): Promise<Question>;
  /** A bot of somebody else says it. */
  speakAsBot(target: ReplyTarget, text: string): Promise<void>;
  /** The platform delivers the same message again. */
  repeat(question: Question): Promise<void>;
  edit(question: Question, text: string): Promise<void>;
  remove(question: Question): Promise<void>;
  command(person: string, target: ReplyTarget, asked: Asked): Promise<void>;
  press(person: string, card: Card, label: string): Promise<void>;
  /** Presses a button as an older or newer version made it. */
  pressOld(person: string, card: Card): Promise<void>;
  /** Opens the form by the card's button and sends it filled in. */
  fill(person: string, card: Card, answers: Readonly<Record<string, string>>): Promise<void>;
  adviseOn(person: string, text: string): Promise<void>;
  /** Comes into the channel, or where there is no such thing into the server. */
  join(person: string): Promise<void>;
  /** The same place with the bot started anew and nothing remembered. */
  restart(): Promise<void>;
  /** Stops the bot. @throws when it sent what the platform would refuse */
  stop(): Promise<void>;
};

/** What an act led to. */
export type Shown = { readonly reply: Reply | null; readonly cards: readonly Card[] };

/** Acts on a platform, each waited for until all that the bot said of it can be seen. */
export function createStage(platform: Platform, outcomes: Running["outcomes"]) {
  const edits = () =>
    new Map<object, number>(platform.messages().map((each) => [each, each.edits]));
  /** Messages that are new or changed since, the newest last. */
  const changed = (before: ReadonlyMap<object, number>): readonly Card[] =>
    platform
      .messages()
      .filter((message) => before.get(message) !== message.edits)
      .map(platform.look);

  async function act(does: () => Promise<unknown>): Promise<Shown> {
    const before = edits();
    const heard = outcomes.length;
    await does();
    await until(() => outcomes.length > heard, `${platform.name} heard of it`);
    const reply = outcomes[heard]?.reply ?? null;
    if (!reply) return { reply, cards: [] };
    const lacks = () => missing(reply, changed(before));
    await until(
      () => lacks().length === 0,
      () => `${platform.name}: ${reply.about} lacks ${lacks().join(" | ")}`,
    );
    return { reply, cards: changed(before) };
  }

  /** An act that the adapter answers by itself. */
  async function touch(does: () => Promise<unknown>): Promise<readonly Card[]> {
    const before = edits();
    await does();
    await until(() => changed(before).length > 0, "something is shown");
    return changed(before);
  }

  return {
    platform,
    act,
    touch,
    async say(person: string, target: ReplyTarget, text: string, mentions = true) {
      const asked: Question[] = [];
      const shown = await act(async () =>
        asked.push(await platform.speak(person, target, text, mentions)),
      );
      const question = asked[0];
      if (!question) throw new Error("nothing was said");
      return { ...shown, question };
    },
    press: (person: string, { cards }: Pick<Shown, "cards">, label: string) => {
      const card = cards.findLast(({ labels }) => labels.includes(label));
      const there = cards.flatMap(({ labels }) => labels).join(", ");
      if (!card) throw new Error(`no choice ${label} among ${there}`);
      return act(() => platform.press(person, card, label));
    },
    command: (person: string, target: ReplyTarget, asked: Asked = {}) =>
      act(() => platform.command(person, target, asked)),
    /** Waits until none of the messages is left. */
    async gone(cards: readonly Card[]): Promise<void> {
      const left = () =>
        cards.some((card) => platform.messages().some((each) => each === card.message));
      await until(() => !left(), "the messages are gone");
    },
    /** Nothing is said to what was done, not even late. */
    async silence(does: () => Promise<unknown>): Promise<boolean> {
      const before = edits();
      await does();
      await sleep(60);
      return changed(before).length === 0;
    },
  };
}
export type Stage = ReturnType<typeof createStage>;

const PATIENCE_MS = 5_000;

/** @throws after 5 s, saying what did not come true */
export async function until(isTrue: () => boolean, claim: string | (() => string)): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > end)
      throw new Error(
        `Not within ${PATIENCE_MS} ms: ${typeof claim === "string" ? claim : claim()}`,
      );
    await sleep(3);
  }
}
