import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { intentFaults } from "../../../src/adapters/discord/connection/intents.ts";
import type { Join } from "../../../src/adapters/discord/ports.ts";
import { slash, spoken } from "../../fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/server.ts";
import {
  ANA,
  APPLICATION,
  CHANNEL,
  DIRECT,
  GUILD,
  OWNER,
  userOf,
} from "../../fakes/discord/world.ts";
import { type Bot, saying, settle, startBot, until } from "./support.ts";

const MEMBERS = 1 << 1;
const MESSAGE_CONTENT = 1 << 15;

let discord: FakeDiscord;
let bot: Bot | null = null;

afterEach(async () => {
  await bot?.adapter.stop();
  bot = null;
  await discord.stop();
});

test("without privileged intents mentions, direct messages and commands work", async () => {
  discord = await startFakeDiscord({ intents: 0 });
  bot = await startBot(discord, () => saying("Hi."));
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
  await bot.hear("MESSAGE_CREATE", spoken("hi", { channel: DIRECT, guild: null }));
  await bot.interact(slash(discord, {}));
  expect(bot.turns.map(({ input }) => input.kind)).toEqual(["text", "text", "action"]);
});

test("who may manage the guild may do so in a message as well", async () => {
  discord = await startFakeDiscord({ intents: 0 });
  bot = await startBot(discord, () => saying("Hi."));
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi", { admin: true }));
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi", { user: OWNER }));
  await bot.hear("MESSAGE_CREATE", spoken("hi", { channel: DIRECT, guild: null, admin: true }));
  expect(bot.turns.map(({ admin }) => admin)).toEqual([false, true, true, false]);
});

test("a refused intent is explained with the switch to turn on", async () => {
  discord = await startFakeDiscord({ intents: 0 });
  const config = { messageContent: true, members: true, applicationId: APPLICATION };
  await expect(startBot(discord, () => null, config)).rejects.toThrow(
    `Turn on "Message Content Intent" and "Server Members Intent" under Privileged Gateway Intents at https://discord.com/developers/applications/${APPLICATION}/bot, or do without by removing DISCORD_MESSAGE_CONTENT and DISCORD_MEMBERS.`,
  );
});

test("an intent that is off is named before connecting", () => {
  const wanted = { messageContent: true, members: true, applicationId: null };
  expect(intentFaults(wanted, 1 << 19)).toEqual([expect.stringContaining("Server Members Intent")]);
  expect(intentFaults(wanted, (1 << 18) | (1 << 14))).toEqual([]);
});

test("a refused token is explained with where to find it", async () => {
  discord = await startFakeDiscord();
  await expect(startBot(discord, () => null, { token: "wrong" })).rejects.toThrow(
    /Bot > Reset Token/,
  );
});

test("an address that does not answer is told as such, and starting again works", async () => {
  discord = await startFakeDiscord();
  discord.trouble({ path: /gateway\/bot/, status: 503, times: 4 });
  await expect(startBot(discord, () => null)).rejects.toThrow(/cannot be reached: HTTP 503/);
  bot = await startBot(discord, () => saying("Hi."));
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
});

test("it is ready while connected, and again after a lost session", async () => {
  discord = await startFakeDiscord();
  bot = await startBot(discord, () => saying("Hi."));
  await until(() => bot?.adapter.isReady() === true);
  discord.gateway.invalidate();
  discord.gateway.drop(4000);
  await until(() => bot?.adapter.isReady() === false);
  await until(() => bot?.adapter.isReady() === true);
  expect(discord.gateway.counts.identify).toBe(2);
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
}, 20_000);

test("it stops when told, twice without harm, and starts again", async () => {
  discord = await startFakeDiscord();
  bot = await startBot(discord, () => saying("Hi."));
  await bot.adapter.stop();
  await bot.adapter.stop();
  expect(bot.adapter.isReady()).toBe(false);
  await bot.adapter.start();
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
  expect(discord.world.posted(CHANNEL)).toHaveLength(1);
});

test("what is being answered is finished before it stops", async () => {
  discord = await startFakeDiscord();
  bot = await startBot(
    discord,
    () => new Promise((resolve) => setTimeout(resolve, 200, saying("Hi."))),
  );
  const answered = bot.interact(slash(discord, {}));
  await until(() => bot?.turns.length === 1);
  await bot.adapter.stop();
  expect((await answered).response.type).toBe(4);
});

test("heartbeats are sent", async () => {
  discord = await startFakeDiscord();
  bot = await startBot(discord, () => null);
  await until(() => discord.gateway.counts.heartbeat > 1);
});

test("an edit that only a person without mention made stays unheard without the intent", async () => {
  discord = await startFakeDiscord({ intents: MESSAGE_CONTENT });
  bot = await startBot(discord, () => saying("?"), { messageContent: true });
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("what is LoRA?"));
  discord.gateway.dispatch(
    "MESSAGE_UPDATE",
    spoken("LoRA!", {}, { edited_timestamp: "2026-01-01T00:00:01Z" }),
  );
  await settle();
  expect(bot.turns).toEqual([]);
});

test("a newcomer is told of once the rules are passed, each time with the same id", async () => {
  discord = await startFakeDiscord({ intents: MEMBERS });
  const joins: Join[] = [];
  const joined = async (join: Join) => void joins.push(join);
  bot = await startBot(discord, () => null, { members: true }, { joined });
  const member = {
    guild_id: GUILD,
    user: userOf(ANA),
    roles: [],
    joined_at: "2026-01-01T00:00:00.000Z",
    deaf: false,
    mute: false,
    flags: 0,
    pending: true,
  };
  discord.gateway.dispatch("GUILD_MEMBER_ADD", member);
  discord.gateway.dispatch("GUILD_MEMBER_ADD", {
    ...member,
    user: { ...userOf("8"), bot: true },
    pending: false,
  });
  await settle();
  expect(joins).toEqual([]);
  discord.gateway.dispatch("GUILD_MEMBER_UPDATE", { ...member, pending: false });
  discord.gateway.dispatch("GUILD_MEMBER_ADD", { ...member, pending: false });
  await until(() => joins.length === 2);
  expect(joins[0]).toMatchObject({ guild: GUILD, user: ANA, locale: "ja" });
  expect(joins[1]?.id).toBe(joins[0]?.id);
});

test("recommended shards run in processes of their own, each with its readiness", async () => {
  discord = await startFakeDiscord({ shards: 2 });
  const file = fileURLToPath(new URL("../../fakes/discord/shard.ts", import.meta.url));
  bot = await startBot(discord, () => null, {}, { shardScript: { file, args: [discord.apiUrl] } });
  expect([...bot.adapter.shards()]).toEqual([
    [0, true],
    [1, true],
  ]);
  expect(bot.adapter.isReady()).toBe(true);
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("@bot hi"));
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("hi", { channel: DIRECT, guild: null }));
  await until(
    () => discord.world.posted(CHANNEL).length === 1 && discord.world.posted(DIRECT).length === 1,
  );
}, 30_000);

test("without the intent a thread's follow-up is heard only where it mentions the bot", async () => {
  discord = await startFakeDiscord({ intents: 0 });
  bot = await startBot(discord, () => saying("Hi."), { answersIn: "thread" });
  const question = spoken("@bot hi");
  await bot.hear("MESSAGE_CREATE", question);
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("and LoRA?", { channel: question.id }));
  await settle();
  await bot.hear("MESSAGE_CREATE", spoken("@bot and LoRA?", { channel: question.id }));
  expect(bot.turns).toHaveLength(2);
  expect(discord.world.posted(question.id)).toHaveLength(2);
});

test("a connection that was closed for good is opened again, with a word on why", async () => {
  discord = await startFakeDiscord();
  bot = await startBot(discord, () => saying("Hi."));
  await until(() => bot?.adapter.isReady() === true);
  discord.gateway.drop(4014);
  await until(() => bot?.adapter.isReady() === false);
  await until(() => bot?.adapter.isReady() === true);
  expect(bot.logged.find(({ level }) => level === "error")?.message).toMatch(/close code 4014/);
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
});
