import { afterEach, beforeEach, expect, test } from "vitest";
import { spoken, words } from "../../fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/server.ts";
import { ANA, BITS, CHANNEL, DIRECT, GUILD, snowflake } from "../../fakes/discord/world.ts";
import { type Bot, question, saying, settle, startBot, until } from "./support.ts";

let discord: FakeDiscord;
let bot: Bot | null = null;

beforeEach(async () => {
  discord = await startFakeDiscord({ intents: 1 << 15 });
});

afterEach(async () => {
  await bot?.adapter.stop();
  await discord.stop();
});

const IN_THREADS = { messageContent: true, answersIn: null } as const;
const POSTS = /^\/channels\/\d+\/messages$/;

test("a mention is answered in a thread of its own, where follow-ups need no mention", async () => {
  bot = await startBot(
    discord,
    ({ input }) => saying(input.kind === "text" ? `On ${input.text}` : "?"),
    IN_THREADS,
  );
  const message = spoken("@bot LoRA");
  await bot.hear("MESSAGE_CREATE", message);
  expect(discord.world.posted(CHANNEL)).toEqual([]);
  await bot.hear("MESSAGE_CREATE", spoken("and its cost?", { channel: message.id }));
  expect(discord.world.posted(message.id).map(({ body }) => words(body))).toEqual([
    "On LoRA",
    "On and its cost?",
  ]);
  expect(new Set(bot.turns.map(({ key }) => key))).toEqual(
    new Set([`discord:${GUILD}/${CHANNEL}/${message.id}/${ANA}`]),
  );
  expect(bot.turns.map(({ addressed }) => addressed)).toEqual([true, false]);
});

test("a thread that somebody else opened is followed where the conversation has begun", async () => {
  const follows = async (key: string) => key.endsWith(ANA);
  bot = await startBot(discord, () => saying("Yes."), IN_THREADS, { follows });
  discord.world.addChannel("500000000000000001", 11, CHANNEL, ANA);
  await bot.hear("MESSAGE_CREATE", spoken("and then?", { channel: "500000000000000001" }));
  discord.gateway.dispatch(
    "MESSAGE_CREATE",
    spoken("and then?", { channel: "500000000000000001", user: snowflake() }),
  );
  await settle();
  expect(bot.turns).toHaveLength(1);
});

test("where threads cannot be opened the answer is a reply in the channel", async () => {
  discord.world.channels.get(CHANNEL)?.denied.add(BITS.threads);
  bot = await startBot(discord, () => saying("Here."), IN_THREADS);
  await bot.hear("MESSAGE_CREATE", spoken("@bot LoRA"));
  expect(discord.world.posted(CHANNEL)).toHaveLength(1);
  expect(bot.turns[0]?.key).toBe(`discord:${GUILD}/${CHANNEL}/-/${ANA}`);
});

test("a thread that exists already is used", async () => {
  bot = await startBot(discord, () => saying("Here."), IN_THREADS);
  const message = spoken("@bot LoRA");
  discord.world.addChannel(message.id, 11, CHANNEL, ANA);
  await bot.hear("MESSAGE_CREATE", message);
  expect(discord.world.posted(message.id)).toHaveLength(1);
});

test("a post whose answer was lost is sent again and is there once", async () => {
  bot = await startBot(discord, () => saying("Once."));
  discord.trouble({ path: POSTS, status: 500, times: 2, carriedOut: true });
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
  expect(discord.world.posted(CHANNEL)).toHaveLength(1);
  expect(bot.settled.at(-1)?.kind).toBe("posted");
});

test("another worker's half-posted answer is completed, not repeated", async () => {
  bot = await startBot(discord, () => null);
  const reply = saying("長い。".repeat(2500));
  const message = spoken("@bot hi");
  const address = {
    platform: "discord",
    place: {
      guild: GUILD,
      channel: CHANNEL,
      message: message.id,
      user: ANA,
      opensThread: false,
      edited: false,
    },
  };
  const delivery = { id: "d1", turn: "t1", address, reply, attempt: 1, recovered: false };
  await bot.adapter.deliver(delivery);
  const all = discord.world.posted(CHANNEL);
  expect(all).toHaveLength(3);
  discord.world.messages.splice(discord.world.messages.indexOf(all[2]!), 1);
  for (const each of all) Object.assign(each, { nonce: null });
  await bot.adapter.deliver({ ...delivery, recovered: true });
  expect(discord.world.posted(CHANNEL)).toHaveLength(3);
});

test("a short 429 is waited out, a long one is left to the outbox", async () => {
  bot = await startBot(discord, () => saying("Hi."));
  discord.trouble({ path: POSTS, status: 429, times: 1, retryAfterSeconds: 0.2 });
  await bot.hear("MESSAGE_CREATE", spoken("@bot one"));
  expect(bot.settled).toHaveLength(1);
  discord.trouble({ path: POSTS, status: 429, times: 1, retryAfterSeconds: 60 });
  discord.gateway.dispatch("MESSAGE_CREATE", spoken("@bot two"));
  await until(() => bot?.settled.length === 2);
  expect(bot.settled[1]).toMatchObject({
    kind: "retry",
    error: expect.stringContaining("rate limited"),
  });
});

test("a missing permission is told to the person privately, once, by its name", async () => {
  discord.world.channels.get(CHANNEL)?.denied.add(BITS.send);
  bot = await startBot(discord, () => saying("Hi.", { language: "ja" }));
  await bot.hear("MESSAGE_CREATE", spoken("@bot one"));
  await bot.hear("MESSAGE_CREATE", spoken("@bot two"));
  expect(bot.settled.map(({ kind }) => kind)).toEqual(["dropped", "dropped"]);
  expect(discord.world.posted(DIRECT).map(({ body }) => body.content)).toEqual([
    `権限がないため、<#${CHANNEL}> で回答できませんでした。管理者の方は、チャンネル設定の「権限」で次の権限を許可してください：メッセージを送信`,
  ]);
});

test("where nobody can be told, the log says what is missing", async () => {
  discord.world.channels.get(CHANNEL)?.denied.add(BITS.send);
  discord.closedDirect.add(ANA);
  bot = await startBot(discord, () => saying("Hi."));
  await bot.hear("MESSAGE_CREATE", spoken("@bot one"));
  expect(
    bot.logged.find(({ message }) => message.startsWith("permissions"))?.fields.missing,
  ).toEqual(["SendMessages"]);
});

test("without the permission to attach files a picture is told in words", async () => {
  discord.world.channels.get(CHANNEL)?.denied.add(BITS.attach);
  const reply = saying("", {
    blocks: [
      { kind: "picture", picture: { kind: "comparison", language: "en" }, alt: "Two ways." },
    ],
  });
  bot = await startBot(discord, () => reply);
  await bot.hear("MESSAGE_CREATE", spoken("@bot compare"));
  expect(words(discord.world.posted(CHANNEL)[0]?.body ?? {})).toBe("Two ways.");
});

test("a message that Discord refuses is said in plain text, and its shape is logged", async () => {
  bot = await startBot(discord, () =>
    question({ choices: [], blocks: [{ kind: "code", language: "", text: "x" }] }),
  );
  discord.trouble({ path: POSTS, status: 400, times: 1, code: 50035 });
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
  expect(discord.world.posted(CHANNEL)[0]?.body.content).toBe("```\nx\n```");
  expect(
    bot.logged.find(({ message }) => message === "a message was refused")?.fields.shape,
  ).toEqual([[10]]);
});

test("an edited question changes its answer; a preview or a pin does not", async () => {
  bot = await startBot(discord, ({ input }) => saying(input.kind === "text" ? input.text : "?"));
  const message = spoken("@bot LaRA");
  await bot.hear("MESSAGE_CREATE", message);
  await bot.hear("MESSAGE_UPDATE", {
    ...message,
    content: message.content.replace("LaRA", "LoRA"),
    edited_timestamp: "2026-01-01T00:01:00.000Z",
  });
  discord.gateway.dispatch("MESSAGE_UPDATE", { ...message, embeds: [{}] });
  await settle();
  expect(discord.world.posted(CHANNEL).map(({ body }) => words(body))).toEqual(["LoRA"]);
  expect(bot.turns).toHaveLength(2);
});

test("an edit that makes the answer shorter removes what is too much, a longer one adds", async () => {
  bot = await startBot(discord, ({ input }) =>
    saying(
      (input.kind === "text" ? input.text : "").startsWith("long")
        ? "長い。".repeat(1500)
        : "Short.",
    ),
  );
  const message = spoken("@bot long");
  await bot.hear("MESSAGE_CREATE", message);
  expect(discord.world.posted(CHANNEL)).toHaveLength(2);
  await bot.hear("MESSAGE_UPDATE", {
    ...message,
    content: message.content.replace("long", "short"),
    edited_timestamp: "2026-01-01T00:01:00.000Z",
  });
  expect(discord.world.posted(CHANNEL)).toHaveLength(1);
  await bot.hear("MESSAGE_UPDATE", { ...message, edited_timestamp: "2026-01-01T00:02:00.000Z" });
  expect(discord.world.posted(CHANNEL)).toHaveLength(2);
});

test("a deleted question takes its answer with it, also one that was posted before a restart", async () => {
  const posted = new Map<string, string>();
  bot = await startBot(
    discord,
    () => saying("Hi."),
    {},
    { answerTo: async (turn) => posted.get(turn) ?? null },
  );
  const message = spoken("@bot hi");
  await bot.hear("MESSAGE_CREATE", message);
  const [settled] = bot.settled;
  posted.set(bot.turns[0]!.id, (settled?.kind === "posted" && settled.message) || "");
  await bot.adapter.stop();
  bot = await startBot(
    discord,
    () => null,
    {},
    { answerTo: async (turn) => posted.get(turn) ?? null },
  );
  discord.gateway.dispatch("MESSAGE_DELETE", {
    id: message.id,
    channel_id: CHANNEL,
    guild_id: GUILD,
  });
  await until(() => discord.world.posted(CHANNEL).length === 0);
});

test("a question that is deleted before its answer is posted gets none", async () => {
  let answer = () => {};
  bot = await startBot(
    discord,
    () =>
      new Promise((resolve) => {
        answer = () => resolve(saying("Late."));
      }),
  );
  const message = spoken("@bot hi");
  discord.gateway.dispatch("MESSAGE_CREATE", message);
  await until(() => bot?.turns.length === 1);
  discord.gateway.dispatch("MESSAGE_DELETE", {
    id: message.id,
    channel_id: CHANNEL,
    guild_id: GUILD,
  });
  await settle();
  answer();
  await until(() => bot?.settled.length === 1);
  expect(bot.settled[0]?.kind).toBe("dropped");
  expect(discord.world.posted(CHANNEL)).toEqual([]);
});

test("an address of another platform is dropped", async () => {
  bot = await startBot(discord, () => null);
  const delivery = {
    id: "d",
    turn: "t",
    address: { platform: "slack", place: {} },
    reply: saying("x"),
    attempt: 1,
    recovered: false,
  };
  expect((await bot.adapter.deliver(delivery)).kind).toBe("dropped");
});

test("a burst beyond the channel's bucket is paced, and nothing is lost or doubled", async () => {
  await discord.stop();
  discord = await startFakeDiscord({ intents: 1 << 15, bucket: { limit: 5, windowMs: 250 } });
  bot = await startBot(discord, () => saying("Hi."));
  for (let index = 0; index < 30; index += 1) {
    discord.gateway.dispatch("MESSAGE_CREATE", spoken(`@bot ${index}`));
  }
  await until(() => bot?.settled.length === 30);
  expect(discord.world.posted(CHANNEL)).toHaveLength(30);
});

test("a refused long message is said in several plain ones, none of it lost", async () => {
  const text = "word ".repeat(700).trim();
  bot = await startBot(discord, () => saying(text));
  discord.trouble({ path: POSTS, status: 400, times: 1, code: 50035 });
  await bot.hear("MESSAGE_CREATE", spoken("@bot hi"));
  const said = discord.world.posted(CHANNEL).map(({ body }) => String(body.content));
  expect(said).toHaveLength(2);
  expect(said.join("")).toBe(text);
});
