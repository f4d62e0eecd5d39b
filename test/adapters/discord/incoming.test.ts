import { expect, test } from "vitest";
import {
  hear,
  type Incoming,
  readableText,
  type Surroundings,
} from "../../../src/adapters/discord/events/parse-message.ts";
import { spoken } from "../../fakes/discord/acts.ts";
import { ANA, BEN, BOT, CHANNEL, GUILD, userOf } from "../../fakes/discord/world.ts";

const CHANNEL_ONLY: Surroundings = {
  me: BOT,
  parent: null,
  follows: false,
  opensThread: false,
  listens: false,
  isAdmin: false,
};
const OWN_THREAD: Surroundings = {
  me: BOT,
  parent: CHANNEL,
  follows: true,
  opensThread: true,
  listens: false,
  isAdmin: false,
};

function incoming(text: string, more: Readonly<Record<string, unknown>> = {}): Incoming {
  return spoken(text, {}, more) as unknown as Incoming;
}

test("with threads, a mention begins a conversation in the thread that its answer will open", () => {
  const message = incoming("@bot hi");
  const heard = hear(message, {
    ...CHANNEL_ONLY,
    opensThread: true,
    listens: false,
    isAdmin: false,
  });
  expect(heard?.turn.key).toBe(`discord:${GUILD}/${CHANNEL}/${message.id}/${ANA}`);
  expect(heard?.address.place).toMatchObject({
    channel: CHANNEL,
    message: message.id,
    opensThread: true,
  });
});

test("a follow-up in the thread belongs to the same conversation", () => {
  const question = incoming("@bot hi");
  const first = hear(question, {
    ...CHANNEL_ONLY,
    opensThread: true,
    listens: false,
    isAdmin: false,
  });
  const second = hear(incoming("and LoRA?", { channel_id: question.id }), OWN_THREAD);
  expect(second?.turn.key).toBe(first?.turn.key);
  expect(second?.turn.addressed).toBe(false);
});

test.each([
  ["names somebody else", { mentions: [userOf(BEN)] }],
  ["replies to somebody else", { type: 19, referenced_message: { author: userOf(BEN) } }],
  ["is blanked because the intent is off", { content: "" }],
])("a message in the thread that %s is not for the bot", (_, more) => {
  expect(hear(incoming("what do you think?", more), OWN_THREAD)).toBeNull();
});

test("a reply to the bot is spoken to it", () => {
  const message = incoming("why?", { type: 19, referenced_message: { author: userOf(BOT) } });
  expect(hear(message, CHANNEL_ONLY)?.turn.addressed).toBe(true);
});

test("each edit is a turn of its own, and the same edit is the same turn", () => {
  const at = (time: string) =>
    hear(incoming("@bot hi", { id: "1", edited_timestamp: time }), CHANNEL_ONLY)?.turn.id;
  expect(at("2026-01-01T00:00:01.000Z")).toBe(at("2026-01-01T00:00:01.000Z"));
  expect(at("2026-01-01T00:00:01.000Z")).not.toBe(at("2026-01-01T00:00:02.000Z"));
});

test("mentions, emoji and timestamps leave no numbers behind", () => {
  const content = `<@${BOT}> ask <@${BEN}> in <#200000000000000001> <:gpu:123456789012345678> <t:1700000000:R> about 300 photos`;
  expect(readableText({ content, mentions: [userOf(BEN)] as never }, BOT)).toBe(
    "ask @User 02 in about 300 photos",
  );
});
