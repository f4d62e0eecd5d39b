import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { askDue, LATER_DAYS } from "../../src/admin/follow-up.ts";
import { TALK_MS } from "../../src/admin/unprompted.ts";
import { deps } from "../support/dependencies.ts";
import { type Community, startCommunity, textOf } from "./rig.ts";

const ADMIN = { admin: true };
const KEY = "slack:T1/C1/-/U1";
const PERSON = "slack:T1/U1";
const ADDRESS = { platform: "slack", place: { team: "T1", channel: "C1", user: "U1" } };
const DAY_MS = 24 * 60 * 60_000;
let bot: Community;

beforeEach(async () => {
  bot = await startCommunity();
});
afterEach(() => bot.stop());

describe("settings", () => {
  test("every change has its audit line, and what stays the same has none", async () => {
    await bot.say("/tl-advise settings mention_only on", ADMIN);
    await bot.say("/tl-advise settings mention_only on", ADMIN);
    await bot.say("/tl-advise onboarding on workspace", ADMIN);
    await bot.say("/tl-advise unprompted on", ADMIN);
    const audit = await bot.store.audit("slack:T1", 10);
    expect(
      audit.map(({ scope, name, before, after, who }) => [scope, name, before, after, who]),
    ).toEqual([
      ["slack:T1/C1", "unprompted", null, "on", PERSON],
      ["slack:T1/C1", "mention_only", null, "on", PERSON],
    ]);
    expect(textOf(await bot.say("/tl-advise settings", ADMIN))).toContain(
      "Mentions only: not set → on",
    );
  });

  test("everyone may change settings where that was allowed, but not who may", async () => {
    await bot.say("/tl-advise settings who_may_change everyone workspace", ADMIN);
    expect(await bot.say("/tl-advise settings mention_only on")).toMatchObject({
      about: "office:settings",
    });
    expect(await bot.say("/tl-advise report")).toMatchObject({ about: "office:denied" });
    expect(await bot.say("/tl-advise settings who_may_change admins workspace")).toMatchObject({
      about: "office:denied",
    });
  });

  test("the channel's language is spoken where a message tells none", async () => {
    await bot.say("/tl-advise settings language ja", ADMIN);
    const stranger = { key: "slack:T1/C1/-/U2" };
    expect(await bot.say("LoRA", stranger)).toMatchObject({ language: "ja" });
    expect(await bot.say("what is overfitting?", stranger)).toMatchObject({ language: "en" });
  });

  test("mentions only: what is said in a thread without a mention is not even noted", async () => {
    await bot.say("/tl-advise settings mention_only on", ADMIN);
    const thread = { key: "slack:T1/C1/1.1/U1", addressed: false, address: ADDRESS };
    await bot.say("what is LoRA?", thread);
    expect([await bot.posts(), await bot.store.follows(thread.key)]).toEqual([[], false]);
    await bot.say("what is LoRA?", { ...thread, addressed: true });
    expect(await bot.posts()).toHaveLength(1);
  });

  test("private answers only: on Slack the asker alone sees them", async () => {
    await bot.say("/tl-advise settings private_only on", ADMIN);
    await bot.say("what is LoRA?", { address: ADDRESS });
    expect((await bot.posts())[0]?.reply).toMatchObject({
      audience: "asker",
      about: "topic:peft_lora",
    });
  });

  test("private answers only: on Discord a button opens the answer to the one who presses", async () => {
    const key = "discord:1/2/-/3";
    await bot.say("/tl-advise settings private_only on", { key, admin: true });
    await bot.say("what is LoRA?", { key, address: { platform: "discord", place: {} } });
    const [post] = await bot.posts();
    expect(post?.reply).toMatchObject({ about: "topic:peft_lora", audience: "everyone" });
    expect(textOf(post?.reply)).not.toContain("LoRA");
    const opened = await bot.press(post?.reply ?? null, "Show me", { key });
    expect(opened).toMatchObject({ about: "topic:peft_lora", audience: "asker" });
    expect(textOf(opened)).toContain("LoRA");
  });
});

describe("privacy", () => {
  test("the file holds what is kept, and nothing is left after erasing", async () => {
    const advice = await bot.say("/tl-advise 500 photos, close, no GPU");
    await bot.press(advice, "Not helpful");
    await bot.press(advice, "Ask me");
    const file = (await bot.say("/tl-advise export"))?.blocks.find(({ kind }) => kind === "file");
    const held = JSON.parse(file?.kind === "file" ? file.text : "null");
    expect(held[0]).toMatchObject({
      person: PERSON,
      advices: [{ strategy: "feature_extraction" }],
      ratings: [{ about: "advise:feature_extraction", helpful: false }],
      followUps: [{}],
    });
    const asked = await bot.say("/tl-advise forget");
    expect(await bot.store.follows(KEY)).toBe(true);
    await bot.press(asked, "Erase everything");
    const empty = {
      language: null,
      conversations: [],
      teams: [],
      advices: [],
      ratings: [],
      misses: [],
      followUps: [],
    };
    expect(await bot.store.held(PERSON)).toEqual({ person: PERSON, ...empty });
    expect(textOf(await bot.say("/tl-advise privacy"))).toContain("nothing, or no more than marks");
  });

  test("direct messages on Discord are erased along with the server's", async () => {
    await bot.say("what is LoRA?", { key: "discord:@me/9/-/3" });
    await bot.say("what is LoRA?", { key: "discord:1/2/-/3" });
    await bot.say("/tl-advise forget yes", { key: "discord:1/2/-/3" });
    expect(await bot.store.follows("discord:@me/9/-/3")).toBe(false);
  });

  test("what is promised on deletion is the shorter of the workspace's and the operator's days", async () => {
    expect(textOf(await bot.say("/tl-advise privacy"))).toContain("180 days");
    await bot.say("/tl-advise settings retention_days 30 workspace", ADMIN);
    expect(textOf(await bot.say("/tl-advise privacy"))).toContain("30 days");
  });
});

describe("questions that nobody asked", () => {
  const unprompted = {
    addressed: false,
    unprompted: true,
    address: ADDRESS,
    key: "slack:T1/C1/1.1/U1",
  };
  const ask = (text: string, more: object = {}) => bot.say(text, { ...unprompted, ...more });

  test("are answered only where an admin wished it", async () => {
    await ask("what is LoRA?");
    expect(await bot.posts()).toEqual([]);
    await bot.say("/tl-advise unprompted on", ADMIN);
    await ask("what is LoRA?");
    expect((await bot.posts())[0]?.reply.about).toBe("topic:peft_lora");
  });

  test("what is no sure question of the field leaves no trace", async () => {
    await bot.say("/tl-advise unprompted on", ADMIN);
    await ask("who is coming to lunch?");
    await ask("we fine-tuned with LoRA yesterday and it works");
    expect([await bot.posts(), await bot.store.follows(unprompted.key)]).toEqual([[], false]);
  });

  test("one answer a thread: what follows there needs a mention, and so a stop is not even needed", async () => {
    await bot.say("/tl-advise unprompted on", ADMIN);
    await ask("what is LoRA?");
    await bot.posts();
    const inThread = { ...unprompted, unprompted: false };
    await bot.say("what is overfitting?", inThread);
    await bot.say("stop", inThread);
    expect(await bot.posts()).toEqual([]);
    await bot.say("what is overfitting?", { ...inThread, addressed: true });
    expect(await bot.posts()).toHaveLength(1);
    await bot.say("stop", inThread);
    await bot.posts();
    await bot.say("what is LoRA?", inThread);
    expect(await bot.posts()).toEqual([]);
  });

  test("nothing is said while two people talk", async () => {
    await bot.say("/tl-advise unprompted on", ADMIN);
    await ask("I tried it last week", { key: "slack:T1/C1/0.9/U2" });
    await ask("what is LoRA?");
    expect(await bot.posts()).toEqual([]);
    bot.clock.pass(TALK_MS);
    await ask("what is LoRA?", { key: "slack:T1/C1/1.2/U1" });
    expect(await bot.posts()).toHaveLength(1);
  });
});

describe("did it work?", () => {
  test("is asked once, after its days, in the language of the advice, and counted per strategy", async () => {
    const advice = await bot.say("/tl-advise 500枚 近い GPUなし", { locale: "ja" });
    await bot.press(advice, "14日後");
    expect(await askDue(bot.store, deps)).toBe(0);
    bot.clock.pass(LATER_DAYS * DAY_MS);
    expect(await askDue(bot.store, deps)).toBe(1);
    expect(await askDue(bot.store, deps)).toBe(0);
    const [post, ...more] = await bot.posts();
    expect([post?.address.place.channel, post?.reply.language, more]).toEqual(["U1", "ja", []]);
    await bot.press(post?.reply ?? null, "うまくいかなかった");
    await bot.press(post?.reply ?? null, "うまくいった");
    expect(await bot.store.ratings("result:", null)).toEqual([
      { about: "result:feature_extraction", helpful: 1, unhelpful: 0 },
    ]);
    expect(textOf(await bot.say("/tl-advise report", ADMIN))).toContain("はい 1");
  });

  test("is put off when it was not tried yet", async () => {
    await bot.press(await bot.say("/tl-advise 500 photos, close, no GPU"), "Ask me");
    bot.clock.pass(LATER_DAYS * DAY_MS);
    await askDue(bot.store, deps);
    const [post] = await bot.posts();
    await bot.press(post?.reply ?? null, "Not tried yet");
    bot.clock.pass(LATER_DAYS * DAY_MS);
    expect(await askDue(bot.store, deps)).toBe(1);
    expect(await bot.posts()).toHaveLength(1);
  });
});

test("feedback: the last choice counts, with its reason, and reports show it", async () => {
  const answer = await bot.say("what is LoRA?");
  await bot.press(answer, "Helpful");
  await bot.press(await bot.press(answer, "Not helpful"), "Too long");
  await bot.say("/tl-advise feedback no word on memory", { key: "slack:T1/C1/-/U1" });
  expect(await bot.store.ratings("topic:", null)).toEqual([
    { about: "topic:peft_lora", helpful: 0, unhelpful: 1 },
  ]);
  expect(await bot.store.reasons(5, null)).toMatchObject([
    { about: "topic:peft_lora", reason: "no word on memory", count: 1 },
  ]);
});
