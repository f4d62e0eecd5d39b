import { afterEach, beforeEach, expect, test } from "vitest";
import { encodeAction } from "../../../src/dialogue/action-codec.ts";
import {
  idOf,
  onMessageCommand,
  parts,
  press,
  slash,
  submit,
  typing,
  words,
} from "../../fakes/discord/acts.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/server.ts";
import { ANA, BEN, CHANNEL, DIRECT, GUILD } from "../../fakes/discord/world.ts";
import { type Bot, question, type Script, saying, settle, startBot, until } from "./support.ts";

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

async function start(
  script: Script,
  ...more: [config?: Parameters<typeof startBot>[2], ports?: Parameters<typeof startBot>[3]]
) {
  bot = await startBot(discord, script, ...more);
  return bot;
}

function later(reply: ReturnType<typeof saying>, ms: number): Script {
  return () => new Promise((resolve) => setTimeout(resolve, ms, reply));
}

test("a command's answer is for everyone in a direct message, and private in a group", async () => {
  const { interact } = await start(() => saying("Hi."));
  expect(
    (await interact(slash(discord, {}, { channel: DIRECT, guild: null }))).message()?.ephemeral,
  ).toBe(false);
  discord.world.addChannel("300000000000000009", 3, null, null);
  const group = { channel: "300000000000000009", guild: null, context: 2 };
  expect((await interact(slash(discord, {}, group))).message()?.ephemeral).toBe(true);
});

test("the person's locale goes to the dialogue, and their thread is part of the key", async () => {
  const { interact, turns } = await start(() => saying("Hi."));
  discord.world.addChannel("500000000000000001", 11, CHANNEL, ANA);
  await interact(
    slash(discord, { question: "LoRA" }, { channel: "500000000000000001", locale: "ja" }),
  );
  expect(turns[0]).toMatchObject({
    locale: "ja",
    key: `discord:${GUILD}/${CHANNEL}/500000000000000001/${ANA}`,
  });
});

test("the offer to start one's own is in the language that the person has set", async () => {
  const preferredLanguage = async (scopes: readonly string[]) =>
    scopes[0] === `discord:@me/${BEN}` ? "ja" : null;
  const { interact } = await start(() => question(), {}, { preferredLanguage });
  const card = (await interact(slash(discord, {}, { channel: DIRECT, guild: null }))).message()!;
  const id = idOf(card.body, /Under 100/);
  const offer = (await interact(press(discord, card, id, { user: BEN, guild: null }))).message()!;
  expect(words(offer.body)).toContain("ほかの方");
});

test("a language asked for with a question leads for its answer", async () => {
  const { interact, turns } = await start(() => saying("はい。"));
  await interact(slash(discord, { question: "LoRA", language: "ja" }));
  expect(turns[0]).toMatchObject({
    preferred: "ja",
    input: { kind: "text", text: "/tl-advise LoRA" },
  });
});

test("topics are suggested in the person's language while they type", async () => {
  const { interact } = await start(() => null);
  const { response } = await interact(typing(discord, "topic", "転移", { locale: "ja" }));
  expect(response.type).toBe(8);
  expect(JSON.stringify(response.data)).toContain("転移学習");
});

test("'Advise on this' takes the message's facts, else its words, else starts", async () => {
  const readFacts = (text: string) => (text.includes("300") ? ({ examples: 300 } as const) : {});
  const { interact, turns } = await start(() => question(), {}, { readFacts });
  await interact(onMessageCommand(discord, "we have 300 photos"));
  await interact(onMessageCommand(discord, "what is LoRA?"));
  await interact(onMessageCommand(discord, ""));
  expect(turns.map(({ input }) => input)).toEqual([
    { kind: "action", action: { kind: "facts", answers: { examples: 300 } } },
    { kind: "text", text: "what is LoRA?" },
    { kind: "action", action: { kind: "start" } },
  ]);
});

test("all three questions can be answered in one form, which changes the card", async () => {
  const { interact, turns } = await start(({ input }) =>
    input.kind === "action" && input.action?.kind === "facts"
      ? saying("Do this.", { about: "advise:lp_ft" })
      : question({ language: "ja" }),
  );
  const card = (await interact(slash(discord, {}))).message()!;
  const opened = await interact(press(discord, card, idOf(card.body, "3問まとめて答える")));
  expect(opened.response.type).toBe(9);
  const modal = opened.response.data as {
    custom_id: string;
    title: string;
    components: { label: string }[];
  };
  expect(modal.components.map(({ label }) => label)).toEqual([
    "ラベル付きデータの総数",
    "元のモデルの学習内容との近さ",
    "学習に使える計算資源",
  ]);
  const answered = await interact(
    submit(discord, card, modal.custom_id, { data: "small", compute: "limited" }),
  );
  expect(answered.response.type).toBe(7);
  expect(turns.at(-1)?.input).toEqual({
    kind: "action",
    action: { kind: "facts", answers: { data: "small", compute: "limited" } },
  });
  expect(words(card.body)).toBe("Do this.");
});

test("what is known already is chosen in the form, and its other facts come back", async () => {
  const known = { similarity: "close", modality: "image" } as const;
  const card = question({
    choices: ["tiny", "small"].map((option) => ({
      role: "option" as const,
      label: option,
      description: null,
      action: {
        kind: "answer" as const,
        question: "data" as const,
        option: option as "tiny",
        answers: known,
      },
      primary: false,
    })),
  });
  const { interact, turns } = await start(() => card);
  const message = (await interact(slash(discord, {}))).message()!;
  const { response } = await interact(
    press(discord, message, idOf(message.body, "All three at once")),
  );
  expect(JSON.stringify(response.data)).toContain('"value":"close","label":"Close"');
  expect(JSON.stringify(response.data).match(/"default":true/g)).toHaveLength(1);
  const id = (response.data as { custom_id: string }).custom_id;
  await interact(
    submit(discord, message, id, { data: "large", similarity: "close", compute: "ample" }),
  );
  expect(turns.at(-1)?.input).toMatchObject({
    action: { answers: { modality: "image", data: "large", compute: "ample" } },
  });
});

test("a private answer is said again for all, once, and others choose from it for themselves", async () => {
  const { interact, turns } = await start(() =>
    saying("The advice.", {
      shareable: { kind: "topic", topic: "peft_lora" },
      choices: [
        {
          role: "control",
          label: "More",
          description: null,
          action: { kind: "more", topic: "peft_lora" },
          primary: false,
        },
      ],
      blocks: [
        { kind: "paragraph", text: "The **advice**." },
        { kind: "picture", picture: { kind: "comparison", language: "en" }, alt: "Table." },
      ],
    }),
  );
  const mine = (await interact(slash(discord, {}))).message()!;
  const share = press(discord, mine, idOf(mine.body, "Post to channel"));
  const posted = (await interact(share)).message()!;
  expect(posted.ephemeral).toBe(false);
  expect(words(posted.body)).toBe("The **advice**.");
  expect(parts(posted.body).some(({ type }) => type === 12)).toBe(true);
  expect((await interact(share)).message()?.ephemeral).toBe(true);
  expect(discord.world.posted(CHANNEL)).toHaveLength(1);
  expect(turns.at(-1)?.input).toEqual({
    kind: "action",
    action: { kind: "topic", topic: "peft_lora" },
  });
  const other = press(discord, posted, idOf(posted.body, "More"), { user: BEN });
  expect((await interact(other)).message()?.ephemeral).toBe(true);
  expect(turns.at(-1)?.key).toBe(`discord:${GUILD}/${CHANNEL}/-/${BEN}`);
});

test("another person's choice of a topic is answered to them alone", async () => {
  const { interact, turns } = await start(() =>
    saying("More?", {
      choices: [
        {
          role: "topic",
          label: "LoRA",
          description: null,
          action: { kind: "topic", topic: "peft_lora" },
          primary: false,
        },
      ],
    }),
  );
  const message = (await interact(slash(discord, {}, { channel: DIRECT, guild: null }))).message()!;
  const answered = await interact(
    press(discord, message, idOf(message.body, "LoRA"), { user: BEN, guild: null }),
  );
  expect(answered.response.type).toBe(4);
  expect(answered.message()?.ephemeral).toBe(true);
  expect(turns.at(-1)?.input).toEqual({
    kind: "action",
    action: { kind: "topic", topic: "peft_lora" },
  });
});

test("a choice from a menu is answered below it", async () => {
  const choices = ["lora", "rag", "data", "cost", "rate", "norm"].map((topic) => ({
    role: "topic" as const,
    label: topic,
    description: null,
    action: { kind: "topic" as const, topic },
    primary: false,
  }));
  const { interact, turns } = await start(() => saying("Topics", { choices }));
  const message = (await interact(slash(discord, {}))).message()!;
  const menu = parts(message.body).find(({ type }) => type === 3);
  const answered = await interact(
    press(discord, message, String(menu?.custom_id), {}, [
      encodeAction({ kind: "topic", topic: "rag" }),
    ]),
  );
  expect(answered.response.type).toBe(4);
  expect(turns.at(-1)?.input).toEqual({ kind: "action", action: { kind: "topic", topic: "rag" } });
});

test.each(["old-button", "tl0/answer/x", "tl1/answer/data=huge~", ""])(
  "a button that cannot be read (%j) is explained privately, its message kept",
  async (id) => {
    const { interact, turns } = await start(({ input }) =>
      saying("Old.", {
        about: input.kind === "action" && input.action === null ? "old_choice" : "topic:x",
      }),
    );
    const message = (
      await interact(slash(discord, {}, { channel: DIRECT, guild: null }))
    ).message()!;
    const answered = await interact(press(discord, message, id, { guild: null }));
    expect(turns.at(-1)?.input).toEqual({ kind: "action", action: null });
    expect(answered.message()?.ephemeral).toBe(true);
    expect(message.edits).toBe(0);
  },
);

test("a failure leaves the pressed card as it is and is told privately", async () => {
  const { interact } = await start(({ input }) =>
    input.kind === "action" && input.action?.kind === "answer"
      ? saying("Sorry.", { about: "failed", audience: "asker" })
      : question(),
  );
  const card = (await interact(slash(discord, {}))).message()!;
  const answered = await interact(press(discord, card, idOf(card.body, /Under 100/)));
  expect(answered.response.type).toBe(4);
  expect(card.edits).toBe(0);
});

test("a slow answer is deferred privately and comes with the edit", async () => {
  const { interact } = await start(later(saying("Slow."), 1700));
  const answered = await interact(slash(discord, {}));
  expect(answered.response).toEqual({ type: 5, data: { flags: 64 } });
  expect(answered.tookMs).toBeLessThan(2500);
  await until(() => words(answered.message()?.body ?? {}) === "Slow.");
});

test("a slow press is deferred without a trace and changes the card", async () => {
  let waitMs = 0;
  const { interact } = await start(
    () => new Promise((resolve) => setTimeout(resolve, waitMs, question())),
  );
  const card = (await interact(slash(discord, {}))).message()!;
  waitMs = 1700;
  const answered = await interact(press(discord, card, idOf(card.body, /Under 100/)));
  expect(answered.response).toEqual({ type: 6 });
  await until(() => card.edits === 1);
});

test("a slow answer that turns out to be for the asker alone is not shown to all", async () => {
  const { interact } = await start(later(saying("Thanks.", { audience: "asker" }), 1700));
  const answered = await interact(slash(discord, {}, { channel: DIRECT, guild: null }));
  expect(answered.response).toEqual({ type: 5 });
  await until(() => answered.followUps.length === 1);
  expect(answered.followUps[0]?.ephemeral).toBe(true);
  expect(discord.world.posted(DIRECT)).toEqual([]);
});

test("a picture is attached with its alternative text", async () => {
  const reply = saying("", {
    blocks: [
      { kind: "picture", picture: { kind: "comparison", language: "en" }, alt: "Two ways." },
    ],
  });
  const { interact } = await start(() => reply);
  const answered = await interact(slash(discord, {}));
  expect(answered.message()?.body.attachments).toEqual([
    { id: 0, filename: "comparison.en.png", description: "Two ways." },
  ]);
  expect(discord.calls.at(-1)?.files).toEqual([{ name: "comparison.en.png", size: 3 }]);
});

test("a picture that fails to be drawn is told in words", async () => {
  const draw = async () => {
    throw new Error("no fonts");
  };
  const reply = saying("", {
    blocks: [
      { kind: "picture", picture: { kind: "comparison", language: "en" }, alt: "Two ways." },
    ],
  });
  const { interact, logged } = await start(() => reply, {}, { draw });
  expect(words((await interact(slash(discord, {}))).message()?.body ?? {})).toBe("Two ways.");
  expect(logged.some(({ level }) => level === "error")).toBe(true);
});

test("a long private answer goes on in private follow-ups", async () => {
  const { interact } = await start(() => saying("長い文。".repeat(2000)));
  const answered = await interact(slash(discord, {}));
  await until(() => answered.followUps.length === 2);
  expect(answered.followUps.every(({ ephemeral }) => ephemeral)).toBe(true);
});

test("a command with nothing to say is still acknowledged", async () => {
  const { interact } = await start(() => null);
  expect((await interact(slash(discord, {}))).message()?.ephemeral).toBe(true);
});

test("a failed callback is sent again; an answered interaction is not", async () => {
  discord.trouble({ path: /callback$/, status: 502, times: 1, carriedOut: true });
  const { interact, logged } = await start(() => saying("Hi."));
  const answered = await interact(slash(discord, {}));
  await until(() => logged.some(({ message }) => message === "an interaction was answered before"));
  expect(answered.message()?.ephemeral).toBe(true);
  expect(discord.interactions.counts).toEqual({ opened: 1, answered: 1, refused: 1 });
});

test("two quick presses on a topic are answered by one message", async () => {
  const { interact } = await start(() =>
    saying("More?", {
      choices: [
        {
          role: "topic",
          label: "LoRA",
          description: null,
          action: { kind: "topic", topic: "peft_lora" },
          primary: false,
        },
      ],
    }),
  );
  const message = (await interact(slash(discord, {}, { channel: DIRECT, guild: null }))).message()!;
  const id = idOf(message.body, "LoRA");
  const both = await Promise.all(
    [1, 2].map(() => interact(press(discord, message, id, { guild: null }))),
  );
  await settle();
  expect(both.map(({ response }) => response.type).sort()).toEqual([4, 6]);
});

test("an answer that comes after the token's end is given up, and the bot goes on", async () => {
  const { interact, logged } = await start(
    ({ input }) =>
      new Promise((resolve) =>
        setTimeout(resolve, input.kind === "text" ? 1700 : 0, saying("Hi.")),
      ),
  );
  const answered = await interact(slash(discord, { question: "slow" }));
  expect(answered.response.type).toBe(5);
  discord.clock.aheadMs += 16 * 60_000;
  await until(() => logged.some(({ level }) => level === "error"));
  expect((await interact(slash(discord, {}))).message()?.ephemeral).toBe(true);
});
