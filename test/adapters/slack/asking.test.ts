import { afterEach, beforeEach, expect, test } from "vitest";
import { deleted, direct, edited, mention, message } from "../../fakes/slack/payloads.ts";
import { BOT } from "../../fakes/slack/workspace.ts";
import { type Rig, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

test("a mention is answered in its thread", async () => {
  const asked = mention({ text: "what is the difference?", ts: "1.1" });
  const { status } = await rig.event(asked);
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  expect({ status, thread: rig.posts()[0]?.thread_ts }).toEqual({
    status: 200,
    thread: "1.1",
  });
});

test("the mention of the bot is no part of the question", async () => {
  await rig.event(mention({ text: "a &lt; b &amp; <https://example.com|this page>", ts: "1.1" }));
  await rig.until(() => expect(rig.turns).toHaveLength(1));
  expect(rig.turns[0]?.input).toEqual({ kind: "text", text: "a < b & this page" });
});

test("a mention that also comes as a message is answered once", async () => {
  const what = { text: `<@${BOT}> difference`, ts: "1.1" };
  await Promise.all([
    rig.event(mention(what)),
    rig.event(message(what)),
    rig.event(mention(what), { retry: 1 }),
  ]);
  await rig.adapter.stop();
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  expect(new Set(rig.turns.map((turn) => turn.id)).size).toBe(1);
});

test("a direct message is answered in the main line, not in a thread", async () => {
  await rig.event(direct({ text: "difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  expect(rig.posts()[0]).toMatchObject({ channel: "D1", thread_ts: null });
});

test("a direct message in a thread is answered in that thread", async () => {
  await rig.event(direct({ text: "difference", ts: "2.2", thread: "2.1" }));
  await rig.until(() => expect(rig.posts()[0]?.thread_ts).toBe("2.1"));
});

test("an agent's own words, other bots and notices are never answered", async () => {
  const spoken = message({ text: `<@${BOT}> hello` }).event;
  for (const event of [
    { ...spoken, user: BOT },
    { ...spoken, bot_id: "B9", subtype: "bot_message" },
    { ...spoken, bot_id: "B9" },
    { ...spoken, subtype: "channel_join" },
    { ...spoken, user: "USLACKBOT" },
  ]) {
    await rig.event({ ...message({ text: "" }), event });
  }
  await rig.adapter.stop();
  expect(rig.turns).toEqual([]);
});

test("in a channel without a mention nothing is answered", async () => {
  await rig.event(message({ text: "difference?" }));
  await rig.adapter.stop();
  expect(rig.turns).toEqual([]);
});

test("edits that leave the text alone are not answered again", async () => {
  const asked = direct({ text: "difference" });
  await rig.event(edited(asked, "difference"));
  await rig.adapter.stop();
  expect(rig.turns).toEqual([]);
});

test("an edited question edits its answer in place", async () => {
  const asked = mention({ text: "difference", ts: "3.1" });
  await rig.event(asked);
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  const before = rig.posts()[0]?.text;
  await rig.event(edited(asked, `<@${BOT}> compare them`));
  await rig.until(() => expect(rig.posts()[0]?.edits).toBe(1));
  expect(rig.posts()).toHaveLength(1);
  expect(rig.posts()[0]?.text).not.toBe(before);
});

test("an edited direct message edits its answer in place", async () => {
  const asked = direct({ text: "difference", ts: "3.1" });
  await rig.event(asked);
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  await rig.event(edited(asked, "compare them"));
  await rig.until(() => expect(rig.posts()[0]?.edits).toBe(1));
  expect(rig.posts()).toHaveLength(1);
});

test.each([true, false])(
  "a deleted question takes its answer along (replies in its thread: %s)",
  async (hasReplies) => {
    const asked = mention({ text: "difference", ts: "4.1" });
    await rig.event(asked);
    await rig.until(() => expect(rig.posts()).toHaveLength(1));
    await rig.event(deleted(asked, hasReplies));
    await rig.until(() => expect(rig.posts()).toHaveLength(0));
  },
);

test("an answer on its way to a deleted question is not posted", async () => {
  await rig.event(deleted(mention({ text: "difference", ts: "5.1" }), false));
  await rig.until(() =>
    expect(rig.slack.workspace.calls.some((call) => call.method === "conversations.replies")).toBe(
      true,
    ),
  );
  await rig.event(mention({ text: "difference", ts: "5.1" }));
  await rig.until(() => expect(rig.settled).toHaveLength(1));
  expect(rig.settled[0]).toEqual({ kind: "dropped", error: "the question was deleted" });
});

test("a failing locale costs nothing but the locale", async () => {
  rig.slack.withoutScope("users:read");
  await rig.event(mention({ text: "difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  expect(rig.turns[0]?.locale).toBeNull();
});

test("a person's locale is asked for once", async () => {
  rig.slack.workspace.locales.set("U1", "ja-JP");
  await rig.event(direct({ text: "choose" }));
  await rig.event(direct({ text: "choose" }));
  await rig.until(() => expect(rig.turns).toHaveLength(2));
  expect(rig.turns.map((turn) => turn.locale)).toEqual(["ja-JP", "ja-JP"]);
  expect(rig.slack.workspace.calls.filter((call) => call.method === "users.info")).toHaveLength(1);
});

test("nothing that people say is logged", async () => {
  rig.slack.trouble("chat.postMessage", { error: "invalid_blocks" });
  await rig.event(mention({ text: "my secret word is xyzzy difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  expect(JSON.stringify(rig.logged)).not.toContain("xyzzy");
});

test("in a thread, those who talked with the bot there need no further mention, others do", async () => {
  const key = "slack:T0TEAM/C1/6.1/U1";
  const following = await startRig({ options: { follows: async (asked) => asked === key } });
  await following.event(message({ text: "and with little data?", thread: "6.1", user: "U1" }));
  await following.event(message({ text: "and with little data?", thread: "6.1", user: "U2" }));
  await following.event(message({ text: "<@U2> what do you think?", thread: "6.1", user: "U1" }));
  await following.close();
  expect(following.turns).toMatchObject([{ key, addressed: false }]);
});

test("an answer that takes long is announced in a direct message", async () => {
  const slow = await startRig({
    options: { runTurn: () => new Promise((resolve) => setTimeout(resolve, 900, null)) },
  });
  await slow.event(direct({ text: "difference", ts: "8.1" }));
  await slow.until(() =>
    expect(slow.slack.workspace.calls.at(-1)).toMatchObject({
      method: "assistant.threads.setStatus",
      args: { channel_id: "D1", thread_ts: "8.1", status: "is thinking…" },
    }),
  );
  await slow.close();
});

test("an answer in a session that takes long shows the session at work, and waiting afterwards", async () => {
  const slow = await startRig({
    options: { runTurn: () => new Promise((resolve) => setTimeout(resolve, 900, null)) },
  });
  await slow.event(direct({ text: "difference", thread: "8.1" }));
  const statuses = () =>
    slow.slack.workspace.calls
      .filter(({ method }) => method === "agents.sessions.setStatus")
      .map(({ args }) => args.status);
  await slow.until(() => expect(statuses()).toEqual(["processing", "active"]));
  await slow.close();
});

test("a quick answer is not announced", async () => {
  await rig.event(direct({ text: "difference", thread: "8.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  const shown = rig.slack.workspace.calls.filter(
    ({ method, args }) => method === "assistant.threads.setStatus" || args.status === "processing",
  );
  expect(shown).toEqual([]);
});

test("where the store knows the answer, the conversation's history is not read", async () => {
  const knowing = await startRig({
    options: { answerTo: async () => knowing.posts()[0]?.ts ?? null },
  });
  const asked = mention({ text: "difference", ts: "3.1" });
  await knowing.event(asked);
  await knowing.until(() => expect(knowing.posts()).toHaveLength(1));
  await knowing.event(edited(asked, `<@${BOT}> compare them`));
  await knowing.until(() => expect(knowing.posts()[0]?.edits).toBe(1));
  await knowing.event(deleted(asked, true));
  await knowing.until(() => expect(knowing.posts()).toHaveLength(0));
  expect(knowing.slack.workspace.calls.map((call) => call.method)).not.toContain(
    "conversations.replies",
  );
  await knowing.close();
});

const inThread = (text: string, user: string, ts: string) => ({
  channel: "C1",
  thread_ts: "9.1",
  text,
  user,
  ts,
});

test("a bare mention in a thread answers what was said last there", async () => {
  rig.slack.workspace.history.push(
    inThread("How much data do I need?", "U7", "9.1"),
    inThread("good question", "U8", "9.2"),
    { ...inThread("I am another bot", "U9", "9.3"), bot_id: "B9" },
  );
  await rig.event(mention({ text: "", ts: "9.5", thread: "9.1" }));
  await rig.until(() => expect(rig.turns).toHaveLength(1));
  expect(rig.turns[0]?.input).toEqual({ kind: "text", text: "good question" });
});

test("a bare mention in a thread that cannot be read is a greeting", async () => {
  rig.slack.trouble("conversations.replies", { error: "not_in_channel" });
  await rig.event(mention({ text: "", ts: "9.5", thread: "9.1" }));
  await rig.until(() => expect(rig.turns).toHaveLength(1));
  expect(rig.turns[0]?.input).toEqual({ kind: "text", text: "" });
});

test("a mention with a forwarded message asks what that says", async () => {
  const asked = mention({ text: "", ts: "9.6" });
  const attachments = [
    { is_share: true, text: "When should I &lt;freeze&gt;?", author_id: "U7" },
    { text: "an ordinary attachment" },
  ];
  await rig.event({ ...asked, event: { ...asked.event, attachments } });
  await rig.until(() => expect(rig.turns).toHaveLength(1));
  expect(rig.turns[0]?.input).toEqual({ kind: "text", text: "When should I <freeze>?" });
});
