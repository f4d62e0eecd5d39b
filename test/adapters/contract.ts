import type { Reply } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import { deps } from "../support/dependencies.ts";
import { type Card, createStage, type Platform, type Stage, until } from "./parity.ts";
import type { Running } from "./parity-dialogue.ts";

/** Words to which the contract's dialogue has answers of its own; all others are the real dialogue's. */
const LONG = "a very long answer";
const PRIVATE = "a private answer";
const FAILING = "a failure";
const NUMBERED = /^number (\d+)$/;

const PARTS = Array.from({ length: 40 }, (_, index) => `Part ${index + 1}. ${"word ".repeat(90)}`);

/** A dialogue with answers that the real one gives seldom. */
const scripted: typeof respond = (all, state, turn) => {
  const text = turn.input.kind === "text" ? turn.input.text.replace("/tl-advise ", "") : "";
  const say = (texts: readonly string[], audience: Reply["audience"] = "everyone") => ({
    state,
    reply: {
      about: "topic:contract",
      language: "en",
      blocks: texts.map((each) => ({ kind: "paragraph", text: each }) as const),
      choices: [],
      audience,
    },
    effects: [],
  });
  if (text === LONG) return say(PARTS);
  if (text === PRIVATE) return say(["Only for you."], "asker");
  if (text === FAILING) throw new Error("the dialogue failed");
  if (NUMBERED.test(text)) return say([`answer to ${text}`]);
  return respond(all, state, turn);
};

/** What a platform can do beside answering what is written to it. */
export type Abilities = {
  /** Messages may come twice, be edited and be deleted. */
  readonly messages: boolean;
  /** Something can be shown to one person of many. */
  readonly whispers: boolean;
  /** Choices stay on the screen and may be old. */
  readonly buttons: boolean;
};

type Claim = {
  readonly claim: string;
  readonly needs: keyof Abilities | null;
  readonly check: (stage: Stage) => Promise<void>;
};

/** What every adapter keeps, whatever its platform. Each check throws with what it saw instead. */
export const CONTRACT: readonly Claim[] = [
  {
    claim: "a message that is delivered four times at once is answered once",
    needs: "messages",
    async check({ platform }) {
      const person = platform.newPerson();
      const target = platform.direct(person);
      const question = await platform.speak(person, target, "number 1", true);
      await Promise.all([1, 2, 3].map(() => platform.repeat(question)));
      await until(() => answers(platform).length >= 1, "an answer is there");
      await quiet();
      wanted(answers(platform).length, 1);
    },
  },
  {
    claim: "messages of one conversation are answered in their order",
    needs: null,
    async check({ platform }) {
      const person = platform.newPerson();
      const target = platform.direct(person);
      const before = answers(platform).length;
      for (const number of [11, 12, 13, 14, 15])
        await platform.speak(person, target, `number ${number}`, true);
      await until(() => answers(platform).length >= before + 5, "five answers are there");
      const numbers = answers(platform)
        .slice(before)
        .map((words) => Number(/(\d+)/.exec(words)?.[1]));
      wanted(numbers, [11, 12, 13, 14, 15]);
    },
  },
  {
    claim: "an edited message changes its answer and adds none",
    needs: "messages",
    async check({ platform, say, act }) {
      const person = platform.newPerson();
      const { question, cards } = await say(person, platform.channel, "number 21");
      const edited = await act(() => platform.edit(question, "number 22"));
      wanted(
        edited.cards.map(({ message }) => message),
        cards.map(({ message }) => message),
      );
    },
  },
  {
    claim: "a deleted message takes its answer along",
    needs: "messages",
    async check({ platform, say, gone }) {
      const { question, cards } = await say(platform.newPerson(), platform.channel, "number 31");
      await platform.remove(question);
      await gone(cards);
    },
  },
  {
    claim: "a long answer arrives whole and in order",
    needs: null,
    async check({ platform, say }) {
      const person = platform.newPerson();
      const { cards } = await say(person, platform.direct(person), LONG);
      const numbers = [...textOf(cards).matchAll(/Part (\d+)\./g)].map((found) => Number(found[1]));
      wanted(
        numbers,
        PARTS.map((_, index) => index + 1),
      );
    },
  },
  {
    claim: "what is for the asker alone is seen by nobody else",
    needs: "whispers",
    async check({ platform, command }) {
      const { cards } = await command(platform.newPerson(), platform.channel, { words: PRIVATE });
      if (!textOf(cards).includes("Only for you")) throw new Error("nothing private was said");
      wanted(
        cards.map(({ isPrivate }) => isPrivate),
        cards.map(() => true),
      );
    },
  },
  {
    claim: "a failure is told",
    needs: null,
    async check({ platform, touch }) {
      const person = platform.newPerson();
      const told = await touch(() =>
        platform.speak(person, platform.direct(person), FAILING, true),
      );
      const apology = deps.content.say("en", "ui:failed", { id: "" }).slice(0, 20);
      if (!textOf(told).includes(apology)) throw new Error(`told instead: ${textOf(told)}`);
    },
  },
  {
    claim: "a choice works after a restart with nothing remembered",
    needs: "buttons",
    async check({ platform, say, press }) {
      const person = platform.newPerson();
      const card = await say(person, platform.direct(person), "help me choose");
      await platform.restart();
      const next = await press(person, card, deps.content.say("en", SMALL));
      wanted(next.reply?.about, "ask:similarity");
    },
  },
  {
    claim: "a choice that cannot be read is acknowledged and explained",
    needs: "buttons",
    async check({ platform, say, act }) {
      const person = platform.newPerson();
      const { cards } = await say(person, platform.direct(person), "help me choose");
      const old = await act(() => platform.pressOld(person, cards[0] as Card));
      wanted(old.reply?.about, "old_choice");
      if (old.cards.length === 0) throw new Error("nothing was explained");
    },
  },
];

const SMALL = "flow:options.data.small.label";

/** Starts a platform with the contract's dialogue. */
export async function openStage(start: (running: Running) => Promise<Platform>): Promise<Stage> {
  const running: Running = { outcomes: [], office: false, respond: scripted };
  return createStage(await start(running), running.outcomes);
}

/** The answers to numbered messages, in the order in which they stand. */
function answers(platform: Platform): readonly string[] {
  return platform
    .messages()
    .map((message) => platform.look(message).words)
    .filter((words) => words.includes("answer to number"));
}

function textOf(cards: readonly Card[]): string {
  return cards.map(({ words }) => words).join("\n");
}

async function quiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 60));
}

/** @throws when they differ */
function wanted(found: unknown, expected: unknown): void {
  const [is, should] = [found, expected].map((each) => JSON.stringify(each));
  const isSame =
    Array.isArray(found) && Array.isArray(expected)
      ? found.length === expected.length && found.every((each, at) => each === expected[at])
      : found === expected;
  if (!isSame) throw new Error(`wanted ${should?.slice(0, 200)}, found ${is?.slice(0, 200)}`);
}
