import { afterEach, beforeEach, expect, test } from "vitest";
import { BURST_MS } from "../../../src/admin/onboarding/welcomes.ts";
import { createCommunity } from "../../../src/app/community.ts";
import { deps } from "../../support/dependencies.ts";
import { type Community, SILENT, startCommunity } from "../rig.ts";

const ADMIN = { admin: true };
let bot: Community;
let other: ReturnType<typeof createCommunity>;

beforeEach(async () => {
  bot = await startCommunity();
  const { store, clock } = bot;
  const queued = () => undefined;
  other = createCommunity({ store, deps, log: SILENT, now: clock.now, retentionDays: 180, queued });
});
afterEach(() => bot.stop());

const slack = (user: string) => ({ workspace: "slack:T1", channel: "C1", user, locale: "ja-JP" });
const discord = (user: string) => ({ workspace: "discord:1", channel: null, user, locale: "ja" });
const DISCORD_ADMIN = { key: "discord:1/2/-/3", admin: true };

test("two instances that hear of the same joins welcome each person once", async () => {
  await bot.say("/tl-advise onboarding on", ADMIN);
  const people = ["U1", "U2", "U3"].map(slack);
  await Promise.all([...people, ...people].map((person) => bot.community.joined(person)));
  await Promise.all(people.map((person) => other.joined(person)));
  const posts = await bot.posts();
  expect(posts.map(({ address, reply }) => [address.place.user, reply.language])).toEqual(
    expect.arrayContaining([
      ["U1", "ja"],
      ["U2", "ja"],
      ["U3", "ja"],
    ]),
  );
  expect(posts).toHaveLength(3);
});

test("a crash between the welcome and its mark costs no welcome and makes no second one", async () => {
  await bot.say("/tl-advise onboarding on", ADMIN);
  const dying = (broken: Partial<typeof bot.store>) => {
    const store = { ...bot.store, ...broken };
    const { now } = bot.clock;
    return createCommunity({ store, deps, log: SILENT, now, retentionDays: 180, queued() {} });
  };
  const killed = () => Promise.reject(new Error("killed"));
  await expect(dying({ update: killed }).joined(slack("U1"))).rejects.toThrow("killed");
  await expect(dying({ once: killed }).joined(slack("U2"))).rejects.toThrow("killed");
  for (const user of ["U1", "U2"]) await bot.community.joined(slack(user));
  const posts = await bot.posts();
  expect(posts.map(({ address }) => address.place.user).toSorted()).toEqual(["U1", "U2"]);
});

test("two instances make one post for those who come together, and the next burst has its own", async () => {
  await bot.say("/tl-advise onboarding on", DISCORD_ADMIN);
  await Promise.all(["11", "12"].map((user) => bot.community.joined(discord(user))));
  await other.joined(discord("13"));
  expect(await bot.posts()).toHaveLength(1);
  bot.clock.pass(BURST_MS);
  await bot.community.joined(discord("11"));
  expect(await bot.posts()).toHaveLength(0);
  await bot.community.joined(discord("14"));
  const [post] = await bot.posts();
  expect(post).toMatchObject({ address: { place: { channel: "2", user: "" } } });
  expect(post?.reply).toMatchObject({ about: "invitation", language: "ja" });
});

test("the welcome leads on from the first card", async () => {
  await bot.say("/tl-advise onboarding on", ADMIN);
  await bot.community.joined(slack("U9"));
  const reply = await bot.say("/tl-advise tour", { key: "slack:T1/C1/-/U9", locale: "ja" });
  expect(reply).toMatchObject({ about: "welcome:2", language: "ja" });
});

test("the other language is one press away, and is spoken from then on", async () => {
  await bot.say("/tl-advise onboarding on", ADMIN);
  await bot.community.joined(slack("U9"));
  const [post] = await bot.posts();
  const actor = { key: "slack:T1/C1/-/U9", locale: "ja" };
  const english = await bot.press(post?.reply ?? null, "In English", actor);
  expect(english).toMatchObject({ about: "welcome:1", language: "en" });
  expect(await bot.press(english, "Next card", actor)).toMatchObject({ language: "en" });
});

test("a channel that switched it off welcomes nobody, whatever the workspace says", async () => {
  await bot.say("/tl-advise settings onboarding on workspace", ADMIN);
  await bot.say("/tl-advise onboarding off", ADMIN);
  await bot.community.joined(slack("U1"));
  expect(await bot.posts()).toEqual([]);
  await bot.community.joined({ ...slack("U1"), channel: "C2" });
  expect(await bot.posts()).toHaveLength(1);
});
