import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, press, slash, spoken, words } from "../../fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/server.ts";
import { ANA, BEN, CHANNEL, DIRECT, GUILD } from "../../fakes/discord/world.ts";
import { type Bot, question, saying, settle, startBot, until } from "./support.ts";

let discord: FakeDiscord;
let bot: Bot | null = null;

beforeEach(async () => {
  discord = await startFakeDiscord();
});

afterEach(async () => {
  await bot?.adapter.stop();
  await discord.stop();
  expect(discord.refusals).toEqual([]);
});

test("a mention in a channel is answered by one reply to it", async () => {
  bot = await startBot(discord, () => saying("Reuse of knowledge."));
  const message = spoken("@bot what is transfer learning?");
  await bot.hear("MESSAGE_CREATE", message);
  const [answer, ...others] = discord.world.posted(CHANNEL);
  expect(others).toEqual([]);
  expect(answer?.reference).toBe(message.id);
  expect(words(answer?.body ?? {})).toBe("Reuse of knowledge.");
  expect(bot.turns[0]).toMatchObject({
    id: `discord:${CHANNEL}/${message.id}`,
    key: `discord:${GUILD}/${CHANNEL}/-/${ANA}`,
    input: { kind: "text", text: "what is transfer learning?" },
    addressed: true,
    unprompted: false,
    admin: false,
  });
});

test("a direct message is answered without a mention", async () => {
  bot = await startBot(discord, () => saying("Hello."));
  await bot.hear("MESSAGE_CREATE", spoken("hi", { channel: DIRECT, guild: null }));
  expect(discord.world.posted(DIRECT)).toHaveLength(1);
  expect(bot.turns[0]?.key).toBe(`discord:@me/${DIRECT}/-/${ANA}`);
});

test("a slash command is answered privately by its acknowledgement", async () => {
  bot = await startBot(discord, () => question());
  const answered = await bot.interact(slash(discord, {}));
  expect(answered.response.type).toBe(4);
  expect(answered.message()?.ephemeral).toBe(true);
  expect(bot.turns[0]?.input).toEqual({ kind: "action", action: { kind: "start" } });
  expect(discord.calls.filter(({ method }) => method !== "GET")).toHaveLength(1);
});

test("a press changes the card in place", async () => {
  bot = await startBot(discord, ({ input }) =>
    input.kind === "text" ? question() : saying("Next.", { about: "ask:similarity" }),
  );
  await bot.hear("MESSAGE_CREATE", spoken("@bot help me choose"));
  const [card] = discord.world.posted(CHANNEL);
  const answered = await bot.interact(press(discord, card!, idOf(card!.body, /Under 100/)));
  expect(answered.response.type).toBe(7);
  expect(words(card!.body)).toBe("Next.");
  expect(discord.world.posted(CHANNEL)).toHaveLength(1);
});

test("another person's press gets a private offer and leaves the card as it is", async () => {
  bot = await startBot(discord, () => question());
  await bot.hear("MESSAGE_CREATE", spoken("@bot help me choose"));
  const [card] = discord.world.posted(CHANNEL);
  const answered = await bot.interact(
    press(discord, card!, idOf(card!.body, /Under 100/), { user: BEN }),
  );
  expect(answered.message()?.ephemeral).toBe(true);
  expect(card!.edits).toBe(0);
  expect(bot.turns).toHaveLength(1);
  const offer = answered.message()!;
  await bot.interact(press(discord, offer, idOf(offer.body, "Help me choose"), { user: BEN }));
  expect(bot.turns[1]).toMatchObject({
    key: `discord:${GUILD}/${CHANNEL}/-/${BEN}`,
    input: { action: { kind: "start" } },
  });
  expect(offer.edits).toBe(1);
});

test("bots, webhooks, system messages and talk between people are left alone", async () => {
  bot = await startBot(discord, () => saying("?"));
  const other = { id: BEN, username: "b", bot: true };
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("@bot hi", {}, { author: other }));
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("@bot hi", {}, { webhook_id: "1" }));
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("@bot hi", {}, { type: 21 }));
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("what is LoRA?"));
  await settle();
  expect(bot.turns).toEqual([]);
});

test("events that come again after RESUME are answered once", async () => {
  bot = await startBot(discord, () => saying("Once."));
  await bot.hear("MESSAGE_CREATE", spoken("@bot one"));
  await bot.interact(slash(discord, {}));
  discord.gateway.drop(4000, 10);
  await until(() => discord.gateway.counts.resume === 1 && (bot?.adapter.isReady() ?? false));
  await bot.hear("MESSAGE_CREATE", spoken("@bot two"));
  await settle();
  expect(discord.world.posted(CHANNEL)).toHaveLength(2);
  expect(bot.turns).toHaveLength(3);
  expect(discord.interactions.counts).toEqual({ opened: 1, answered: 1, refused: 0 });
});
