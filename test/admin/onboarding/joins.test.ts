import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { idOf, press, words } from "../../fakes/discord/acts.ts";
import { CHANNEL, GUILD, userOf } from "../../fakes/discord/world.ts";
import { event } from "../../fakes/slack/payloads.ts";
import { startDiscord } from "../discord-driver.ts";
import { startSlack } from "../slack-driver.ts";

const PEOPLE = Array.from({ length: 50 }, (_, index) => index);
const ADMIN = { user: "U0ADMIN", locale: "en", admin: true };

/** Every join three times, as fast as they come, the repetitions among the others. */
const JOINS = [...PEOPLE, ...PEOPLE.map((index) => (index + 7) % 50), ...PEOPLE.toReversed()];

describe("Slack", () => {
  let bot: Awaited<ReturnType<typeof startSlack>>;
  beforeEach(async () => {
    bot = await startSlack();
  });
  afterEach(() => bot.stop());

  const join = (user: string) =>
    bot.rig.event(event("member_joined_channel", { user, channel: "C1", team: "T0TEAM" }));
  const welcomes = () =>
    bot.rig.slack.workspace.messages.filter(({ via }) => via === "chat.postEphemeral");

  test("50 newcomers, each told three times, are welcomed once, each alone", async () => {
    await bot.say(ADMIN, "onboarding on");
    bot.rig.slack.workspace.locales.set("U7", "ja-JP");
    await Promise.all(JOINS.map((index) => join(`U${index}`)));
    await bot.rig.until(() => expect(welcomes()).toHaveLength(50));
    await sleep(100);
    expect(new Set(welcomes().map(({ to }) => to)).size).toBe(50);
    expect(welcomes().length).toBe(50);
    expect(welcomes().find(({ to }) => to === "U7")?.text).toContain("ようこそ");
    expect(bot.rig.posts()).toEqual([]);
  });

  test("nobody is welcomed where no admin wished it", async () => {
    await join("U1");
    await join("U2");
    await sleep(100);
    expect(welcomes()).toEqual([]);
  });

  test("a direct message is sent only where the admin chose so", async () => {
    await bot.say(ADMIN, "settings onboarding dm workspace");
    await bot.rig.event(event("team_join", { user: { id: "U3" } }));
    await bot.rig.until(() => expect(bot.rig.posts()).toHaveLength(1));
    expect(bot.rig.posts()[0]).toMatchObject({ channel: "U3", thread_ts: null });
  });

  test("a pinned card is left alone by presses, and each gets the path alone", async () => {
    await bot.say(ADMIN, "onboarding card");
    await bot.rig.until(() => expect(bot.rig.posts()).toHaveLength(1));
    const [card] = bot.rig.posts();
    await bot.press({ user: "U5", locale: "ja-JP", admin: false }, "Learn it");
    expect(card?.edits).toBe(0);
    const answer = bot.rig.whispers().at(-1);
    expect([answer?.to, answer?.text]).toEqual(["U5", expect.stringContaining("どちらが何なのか")]);
  });
});

describe("Discord", () => {
  let bot: Awaited<ReturnType<typeof startDiscord>>;
  beforeEach(async () => {
    bot = await startDiscord();
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.discord.refusals).toEqual([]);
  });

  const person = (index: number) => `5000000000000000${String(index).padStart(2, "0")}`;
  const join = (index: number) =>
    bot.discord.gateway.dispatch("GUILD_MEMBER_ADD", {
      guild_id: GUILD,
      user: userOf(person(index)),
      roles: [],
      joined_at: "2026-01-01T00:00:00.000Z",
      pending: false,
      deaf: false,
      mute: false,
      flags: 0,
    });
  const posts = () => bot.discord.world.posted(CHANNEL);
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await sleep(5);
  };

  test("50 newcomers, each told three times, find one post", async () => {
    await bot.say(ADMIN, "onboarding on");
    for (const index of JOINS) join(index);
    await until(() => posts().length > 0);
    await sleep(300);
    expect(posts()).toHaveLength(1);
    for (const index of PEOPLE) {
      const id = `discord:${GUILD}/${person(index)}`;
      expect(await bot.store.once(`welcome:${id}`, id)).toBe(false);
    }
  });

  test("who presses the post gets the path alone, in their own language, in one message", async () => {
    await bot.say(ADMIN, "onboarding on");
    join(1);
    await until(() => posts().length > 0);
    const [post] = posts();
    const actor = { user: person(1), locale: "en-US" };
    const begin = idOf(post!.body, "60秒でわかる");
    const { payload, answered } = bot.discord.interactions.begin(
      press(bot.discord, post!, begin, actor),
    );
    bot.discord.gateway.dispatch("INTERACTION_CREATE", payload);
    const card = (await answered).message()!;
    expect([card.ephemeral, post!.edits]).toEqual([true, 0]);
    expect(words(card.body)).toContain("What is what");
    const next = bot.discord.interactions.begin(
      press(bot.discord, card, idOf(card.body, "Next card"), actor),
    );
    bot.discord.gateway.dispatch("INTERACTION_CREATE", next.payload);
    expect((await next.answered).message()).toBe(card);
    expect(words(card.body)).toContain("Two ways");
  });

  test("nobody is welcomed where no admin wished it", async () => {
    join(1);
    await sleep(100);
    expect(posts()).toEqual([]);
  });
});
