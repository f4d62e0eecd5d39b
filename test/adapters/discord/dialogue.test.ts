import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, parts, press, slash, words } from "../../fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/server.ts";
import { CHANNEL, type FakeMessage } from "../../fakes/discord/world.ts";
import { startWhole } from "./whole.ts";

let discord: FakeDiscord;
let bot: Awaited<ReturnType<typeof startWhole>>;

beforeEach(async () => {
  discord = await startFakeDiscord({ intents: 1 << 15 });
  bot = await startWhole(discord);
});

afterEach(async () => {
  await bot.stop();
  await discord.stop();
  expect(discord.refusals).toEqual([]);
});

const JA = { locale: "ja" };
const KANA = /[ぁ-ん]/;

async function choose(card: FakeMessage, label: RegExp): Promise<FakeMessage> {
  const answered = await bot.interact(press(discord, card, idOf(card.body, label), JA));
  return answered.message()!;
}

test("a question in Japanese is answered in Japanese in a thread, and so is what follows", async () => {
  const { question, answer } = await bot.say("@bot 転移学習とファインチューニングの違いは？");
  expect(answer.channel_id).toBe(question);
  expect(words(answer.body)).toMatch(KANA);
  const next = await bot.say("比較表を見せて", { channel: question });
  expect(words(next.answer.body)).toContain("**リスク**\n- ファインチューニング: ");
});

test("the three questions are one message that becomes the advice", async () => {
  const card = (await bot.interact(slash(discord, {}, JA))).message()!;
  for (const label of [/^100〜999件/, /^近い/, /^少ない/])
    expect(await choose(card, label)).toBe(card);
  expect(card.edits).toBe(3);
  expect(words(card.body)).toMatch(/特徴抽出/);
  const entries = parts(card.body).flatMap(({ options }) => (options ?? []) as { label: string }[]);
  expect(entries.map(({ label }) => label)).toContain("チャンネルに投稿");
});

test("answers typed in the thread and pressed ones go together", async () => {
  const { question, answer } = await bot.say("@bot help me choose");
  await choose(answer, /^100 to 999/);
  const typed = await bot.say("close, and we only have a laptop", { channel: question });
  expect(words(typed.answer.body)).toMatch(/feature extraction/i);
});

test("a button pressed after a restart with an empty store goes on where it was", async () => {
  const { answer } = await bot.say("@bot help me choose");
  await choose(answer, /^100 to 999/);
  await bot.stop();
  bot = await startWhole(discord);
  await choose(answer, /^(Close|Limited|近い|少ない)$/);
  await choose(answer, /^(Close|Limited|近い|少ない)$/);
  expect(words(answer.body)).toMatch(/特徴抽出|feature extraction/i);
});

test("the last advice is opened again, and without one the questions begin", async () => {
  const none = (await bot.interact(slash(discord, { show: "last" }))).message()!;
  expect(words(none.body)).toContain("labelled data");
  await bot.say("@bot 500 photos, a close task, no GPU");
  const opened = (await bot.interact(slash(discord, { show: "last" }))).message()!;
  expect(opened.ephemeral).toBe(true);
  expect(words(opened.body)).toMatch(/feature extraction/i);
});

test("everything that an advice offers can be opened, in both languages", async () => {
  for (const language of ["ja", "en"]) {
    const facts = { data: "medium", similarity: "close", compute: "moderate", language };
    const advice = (await bot.interact(slash(discord, facts))).message()!;
    const choices = parts(advice.body).flatMap((part): [string, string[]?][] =>
      part.type === 3
        ? (part.options as { value: string }[]).map(({ value }) => [
            String(part.custom_id),
            [value],
          ])
        : part.type === 2
          ? [[String(part.custom_id)]]
          : [],
    );
    expect(choices.length).toBeGreaterThan(3);
    for (const [id, values] of choices) {
      const answered = await bot.interact(press(discord, advice, id, {}, values));
      expect([4, 7]).toContain(answered.response.type);
    }
  }
  expect(discord.world.posted(CHANNEL)).toHaveLength(2);
});
