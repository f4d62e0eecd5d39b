import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { spoken, words } from "../fakes/discord/acts.ts";
import { BEN, CHANNEL, DIRECT, GUILD, userOf } from "../fakes/discord/world.ts";
import { message } from "../fakes/slack/payloads.ts";
import { startDiscord } from "./discord-driver.ts";
import { startSlack } from "./slack-driver.ts";

const ADMIN = { user: "U0ADMIN", locale: "en", admin: true };
const bots: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
});

describe("Slack", () => {
  async function start() {
    const bot = await startSlack();
    bots.push(bot);
    return bot;
  }

  test("a question to nobody is answered in its thread, once, where that was allowed", async () => {
    const { rig, say } = await start();
    await rig.event(message({ text: "what is LoRA?", ts: "1.1" }));
    await sleep(50);
    expect(rig.posts()).toEqual([]);
    await say(ADMIN, "unprompted on");
    await rig.event(message({ text: "what is LoRA?", ts: "2.1" }));
    await rig.until(() => expect(rig.posts()).toHaveLength(1));
    expect(rig.posts()[0]).toMatchObject({ thread_ts: "2.1" });
    await rig.event(message({ text: "what is overfitting?", thread: "2.1" }));
    await rig.event(message({ text: "what is overfitting?", thread: "2.1", user: "U2" }));
    await sleep(50);
    expect(rig.posts()).toHaveLength(1);
  });

  test("people who talk to each other are left alone", async () => {
    const { rig, say } = await start();
    await say(ADMIN, "unprompted on");
    await rig.event(message({ text: "I am back", ts: "1.1", user: "U2" }));
    await rig.event(message({ text: "what is LoRA?", ts: "2.1" }));
    await rig.event(message({ text: "<@U2> what is LoRA?", ts: "3.1", user: "U3" }));
    await sleep(50);
    expect(rig.posts()).toEqual([]);
  });
});

describe("Discord", () => {
  async function start() {
    const bot = await startDiscord();
    bots.push(bot);
    return bot;
  }
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await sleep(5);
  };

  test("a question to nobody is answered in a thread of its own, once, where that was allowed", async () => {
    const { discord, say } = await start();
    const hear = (text: string, actor = {}, more = {}) => {
      const said = spoken(text, actor, more);
      discord.gateway.dispatch("MESSAGE_CREATE", said);
      return said.id;
    };
    hear("what is LoRA?");
    await sleep(50);
    const before = discord.world.messages.length;
    await say(ADMIN, "unprompted on");
    const question = hear("what is LoRA?");
    await until(() => discord.world.posted(question).length > 0);
    hear("what is overfitting?", { channel: question });
    hear("what is overfitting?", { channel: question, user: BEN });
    await sleep(50);
    expect([before, discord.world.posted(CHANNEL), discord.world.posted(question).length]).toEqual([
      0,
      [],
      1,
    ]);
    hear("what is LoRA?", { user: BEN });
    await sleep(50);
    expect(discord.world.messages.filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  });

  test("a welcome by direct message is sent where the admin chose so", async () => {
    const { discord, say } = await start();
    await say(ADMIN, "onboarding dm");
    discord.gateway.dispatch("GUILD_MEMBER_ADD", {
      guild_id: GUILD,
      user: userOf(BEN),
      roles: [],
      joined_at: "2026-01-01T00:00:00.000Z",
      pending: false,
      deaf: false,
      mute: false,
      flags: 0,
    });
    await until(() => discord.world.posted(DIRECT).length > 0);
    expect(words(discord.world.posted(DIRECT)[0]!.body)).toContain("どちらが何なのか");
    expect(discord.world.posted(CHANNEL)).toEqual([]);
  });
});
