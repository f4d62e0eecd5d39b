import { expect } from "vitest";
import type { Shown, Stage } from "./parity.ts";
import { about, ask, type Check, call, en } from "./parity-asking.ts";

const option = (question: string, id: string) => en(`flow:options.${question}.${id}.label`);
const SMALL = option("data", "small");
const FACTS = "500 photos, a close task, no GPU";

/** Presses one choice after another, each on what the one before led to. */
async function pressAll(stage: Stage, person: string, first: Shown, labels: readonly string[]) {
  const path: Shown[] = [];
  for (const label of labels) path.push(await stage.press(person, path.at(-1) ?? first, label));
  return path;
}

/** Advice in the channel's thread, and what its choices lead to. */
async function open(stage: Stage, ...labels: readonly string[]) {
  const person = stage.platform.newPerson();
  const path = await pressAll(stage, person, await ask(stage, FACTS, person), labels);
  return path.at(-1) ?? { reply: null, cards: [] };
}

/** The three questions, their advice and all that opens from it. */
export const ADVISING = {
  "The questions and their advice are one message": async (stage) => {
    const person = stage.platform.newPerson();
    const card = await ask(stage, "help me choose", person);
    const steps = [SMALL, option("similarity", "close"), option("compute", "limited")];
    const path = await pressAll(stage, person, card, steps);
    const messages = path.flatMap(({ cards }) => cards.map(({ message }) => message));
    expect(new Set(messages)).toEqual(new Set(card.cards.map(({ message }) => message)));
    return path.map(about);
  },
  "Back, don't know, why, cancel": async (stage) => {
    const person = stage.platform.newPerson();
    const card = await ask(stage, "help me choose", person);
    const steps = ["unknown", "back", "why", "cancel"].map((id) => en(`flow:controls.${id}`));
    return (await pressAll(stage, person, card, steps)).map(about);
  },
  "Typed and pressed answers go together": async (stage) => {
    const person = stage.platform.newPerson();
    const card = await ask(stage, "help me choose", person);
    const next = await stage.press(person, card, SMALL);
    const typed = "close, and we only have a laptop";
    return [about(next), about(await stage.say(person, card.question.target, typed, false))];
  },
  "All three questions in one form": async (stage) => {
    const { platform } = stage;
    const person = platform.newPerson();
    const { cards } = await ask(stage, "help me choose", person);
    const answers = { data: "small", similarity: "close", compute: "limited" };
    const filled = await stage.act(() => platform.fill(person, cards[0]!, answers));
    expect(filled.cards.map(({ message }) => message)).toEqual([cards[0]?.message]);
    return about(filled);
  },
  "“Advise on this” on somebody's message": async (stage) => {
    const { platform } = stage;
    const advise = (text: string) => stage.act(() => platform.adviseOn(platform.newPerson(), text));
    const shown = [await advise("We have 500 photos and a laptop."), await advise("What is LoRA?")];
    expect(shown.flatMap(({ cards }) => cards).every(({ isPrivate }) => isPrivate)).toBe(true);
    return shown.map(about);
  },
  "Another person's press gets their own start": async (stage) => {
    const { platform } = stage;
    const { cards } = await ask(stage, "help me choose");
    const card = cards[0]!;
    const other = platform.newPerson();
    const offer = await stage.touch(() => platform.press(other, card, SMALL));
    expect(offer.map(({ isPrivate, message }) => [isPrivate, message === card.message])).toEqual([
      [true, false],
    ]);
    return about(await stage.press(other, { cards: offer }, en("platform:start_button")));
  },
  "Old buttons work, unreadable ones explain": async (stage) => {
    const { platform } = stage;
    const person = platform.newPerson();
    const card = await ask(stage, "help me choose", person);
    const second = await stage.press(person, card, SMALL);
    await platform.restart();
    const third = await stage.press(person, second, option("similarity", "close"));
    const old = await stage.act(() => platform.pressOld(person, third.cards[0]!));
    expect(old.cards.map(({ isPrivate }) => isPrivate)).toEqual([true]);
    return [about(third), about(old)];
  },
  "A private answer is posted to the channel": async (stage) => {
    const { platform } = stage;
    const person = platform.newPerson();
    const { cards, reply } = await call(stage, { words: FACTS }, person);
    const label = en("platform:post_to_channel");
    const posted = await stage.touch(() => platform.press(person, cards[0]!, label));
    const seen = posted.filter(({ isPrivate }) => !isPrivate);
    const title = reply?.blocks.find(({ kind }) => kind === "heading");
    expect(seen).toHaveLength(1);
    expect(seen[0]?.words).toContain(title && "text" in title ? title.text : "a heading");
  },
  "Private details can be posted, what only opens a choice cannot": async (stage) => {
    const person = stage.platform.newPerson();
    const advice = await call(stage, { words: FACTS }, person);
    const label = en("platform:post_to_channel");
    const offers: (string | boolean)[][] = [];
    for (const detail of ["flips", "why_not", "cost", "map", "record", "recipe"]) {
      const shown = await stage.press(person, advice, en(`card:details.${detail}`));
      expect(shown.cards.every(({ isPrivate }) => isPrivate)).toBe(true);
      offers.push([about(shown), shown.cards.some(({ labels }) => labels.includes(label))]);
    }
    return offers;
  },
  "What would change the advice": async (stage) =>
    about(await open(stage, en("card:details.flips"))),
  "Why not another way": async (stage) =>
    about(await open(stage, en("card:details.why_not"), en("advice:strategies.peft_lora.name"))),
  "Cost with its formula": async (stage) => about(await open(stage, en("card:details.cost"))),
  "Decision map as a picture with its text": async (stage) => {
    const shown = await open(stage, en("card:details.map"));
    expect(shown.cards.flatMap(({ pictures }) => pictures)).toHaveLength(1);
    return about(shown);
  },
  "Starting code and decision record as files": async (stage) => {
    const sklearn = en("card:details_more.frameworks.sklearn");
    const code = await open(stage, en("card:details.recipe"), sklearn);
    const record = await open(stage, en("card:details.record"));
    return [code, record].map(({ cards }) => cards.flatMap(({ files }) => files));
  },
  "Comparison table": async (stage) => about(await ask(stage, "compare them in a table")),
} as const satisfies Readonly<Record<string, Check>>;
