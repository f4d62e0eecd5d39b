import { afterEach, beforeEach, expect, test } from "vitest";
import { command, press } from "../../fakes/slack/payloads.ts";
import type { Json, Message } from "../../fakes/slack/workspace.ts";
import { button, buttonsOf, type Rig, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

async function run(text: string, channel = "C1") {
  const responseUrl = rig.slack.responseUrl({ channel, user: "U1", ts: null, hidden: true });
  const answered = await rig.command(
    command(text, { trigger: rig.slack.trigger(), responseUrl, channel }),
  );
  return { ...answered, body: answered.body as Json, responseUrl };
}

/** The private card that a command left, as Slack shows it. */
function cardOf(body: Json, channel = "C1"): Message {
  const card: Message = {
    ts: "6.1",
    channel,
    thread_ts: null,
    text: String(body.text),
    blocks: body.blocks as Json[],
    metadata: null,
    to: "U1",
    via: "command",
    edits: 0,
  };
  rig.slack.workspace.messages.push(card);
  return card;
}

async function pressOn(card: Message, label: string, responseUrl?: string) {
  const url =
    responseUrl ??
    rig.slack.responseUrl({ channel: card.channel, user: "U1", ts: card.ts, hidden: true });
  await rig.interaction(
    press(button(card, label), card, {
      user: "U1",
      trigger: rig.slack.trigger(),
      responseUrl: url,
    }),
  );
}

test("the bare command starts the flow privately, in the acknowledgement itself", async () => {
  await run("");
  rig.slack.workspace.calls.length = 0;
  const { status, body } = await run("");
  expect(status).toBe(200);
  expect(body.response_type).toBe("ephemeral");
  expect(body.text).toContain("Question 1/3");
  expect(rig.slack.workspace.calls).toEqual([]);
});

test("the first command of a person looks up the locale and no more", async () => {
  await run("");
  expect(rig.slack.workspace.calls.map((call) => call.method)).toEqual(["auth.test", "users.info"]);
});

test("a slow locale does not delay the acknowledgement", async () => {
  rig.slack.trouble("users.info", { delayMs: 2_000 });
  const { status } = await run("");
  expect(status).toBe(200);
  expect(rig.turns[0]?.locale).toBeNull();
});

test("words after the command reach the core as a command", async () => {
  await run("500枚 近い GPUなし");
  expect(rig.turns[0]?.input).toEqual({ kind: "text", text: "/tl-advise 500枚 近い GPUなし" });
});

test("facts after the command are answered with advice", async () => {
  const { body } = await run("500枚 近い GPUなし");
  expect(body.text).toContain("TL-");
});

test("a private answer can be posted to the channel, once, with its owner named", async () => {
  const { body } = await run("compare");
  const card = cardOf(body);
  await pressOn(card, "Post to channel");
  await pressOn(card, "Post to channel");
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  expect(rig.posts()[0]).toMatchObject({ channel: "C1", thread_ts: null });
  expect(JSON.stringify(rig.posts()[0]?.blocks)).toContain("<@U1>");
  expect(
    buttonsOf(rig.posts()[0]!).some((element) => String(element.action_id).startsWith("tl:post")),
  ).toBe(false);
});

test("advice can be posted to a channel that the bot is not in", async () => {
  rig.slack.workspace.outside.add("C2");
  const { body } = await run("500 photos, close, no GPU", "C2");
  await pressOn(cardOf(body, "C2"), "Post to channel");
  await rig.until(() =>
    expect(rig.posts()[0]).toMatchObject({ channel: "C2", via: "response_url" }),
  );
});

test("a question of the flow is not offered for posting", async () => {
  const { body } = await run("");
  expect(buttonsOf(body).some((element) => String(element.action_id).startsWith("tl:post"))).toBe(
    false,
  );
});

test("a private flow stays one private card", async () => {
  const card = cardOf((await run("")).body);
  await pressOn(card, "100 to 999");
  await rig.until(() => expect(card.text).toContain("Question 2/3"));
  expect(rig.slack.workspace.messages).toEqual([card]);
});

test("a private card whose response_url has expired is followed by a new one", async () => {
  const { body, responseUrl } = await run("");
  rig.slack.workspace.clock += 31 * 60 * 1000;
  await pressOn(cardOf(body), "100 to 999", responseUrl);
  await rig.until(() =>
    expect(rig.whispers().at(-1)).toMatchObject({ via: "chat.postEphemeral", to: "U1" }),
  );
  expect(rig.whispers().at(-1)?.text).toContain("Question 2/3");
});

test("the command answers in the person's own language", async () => {
  rig.slack.workspace.locales.set("U1", "ja-JP");
  expect((await run("")).body.text).toContain("ラベル");
});
