import { afterEach, beforeEach, expect, test } from "vitest";
import { encodeAction } from "../../../src/dialogue/action-codec.ts";
import { direct, mention, press } from "../../fakes/slack/payloads.ts";
import type { Message } from "../../fakes/slack/workspace.ts";
import { button, buttonsOf, type Rig, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

/** Presses a card's button as a person; the first grant of a response_url each time, as Slack does. */
async function pressOn(
  card: Message,
  label: string,
  user = "U1",
  odd: { at?: string; responseUrl?: string } = {},
) {
  const { channel, ts, to } = card;
  const responseUrl =
    odd.responseUrl ?? rig.slack.responseUrl({ channel, user, ts, hidden: to !== null });
  return await rig.interaction(
    press(button(card, label), card, { user, trigger: rig.slack.trigger(), ...odd, responseUrl }),
  );
}

async function firstCard(): Promise<Message> {
  await rig.event(mention({ text: "help me choose", ts: "1.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  return rig.posts()[0]!;
}

test("a flow is one message: each press changes the card, up to the advice", async () => {
  const card = await firstCard();
  for (const [label, next] of [
    ["100 to 999", "Question 2/3"],
    ["Close", "Question 3/3"],
    ["Limited", "What changes it"],
  ] as const) {
    await pressOn(card, label);
    await rig.until(() => expect(card.text).toContain(next));
  }
  expect(rig.posts()).toHaveLength(1);
  expect(card.edits).toBe(3);
});

test("an option and its example are said once, on its button and to screen readers", async () => {
  const card = await firstCard();
  expect(JSON.stringify(card.blocks).match(/40 photos/g)).toHaveLength(2);
  expect(buttonsOf(card)[0]).toMatchObject({
    text: { text: "Under 100 (e.g. 40 photos)" },
    accessibility_label: "Under 100 (e.g. 40 photos)",
  });
});

test("back and “don't know” go one step back and on", async () => {
  const card = await firstCard();
  await pressOn(card, "I don't know");
  await rig.until(() => expect(card.text).toContain("Question 2/3"));
  await pressOn(card, "Back");
  await rig.until(() => expect(card.text).toContain("Question 1/3"));
});

test("a press is acknowledged before its work is done, with an empty body", async () => {
  const card = await firstCard();
  rig.slack.trouble("response_url", { status: 429, retryAfter: 1 });
  const { status, body } = await pressOn(card, "Under 100");
  expect({ status, body, edits: card.edits }).toEqual({ status: 200, body: null, edits: 0 });
  await rig.until(() => expect(card.edits).toBe(1));
});

test("a double click is one turn", async () => {
  const card = await firstCard();
  await Promise.all([
    pressOn(card, "Under 100", "U1", { at: "9.1" }),
    pressOn(card, "Under 100", "U1", { at: "9.3" }),
  ]);
  await rig.until(() => expect(rig.turns).toHaveLength(3));
  expect(new Set(rig.turns.map((turn) => turn.id)).size).toBe(2);
});

test("after going back, the same answer counts again", async () => {
  const card = await firstCard();
  for (const label of ["Under 100", "Back", "Under 100"]) {
    const edits = card.edits;
    await pressOn(card, label);
    await rig.until(() => expect(card.edits).toBe(edits + 1));
  }
  expect(new Set(rig.turns.map((turn) => turn.id)).size).toBe(4);
});

test("a typed answer in the thread goes on where the presses stopped", async () => {
  const card = await firstCard();
  await pressOn(card, "Why do you ask?");
  await rig.until(() => expect(card.edits).toBe(1));
  await rig.event(mention({ text: "500", ts: "1.2", thread: "1.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(2));
  expect(rig.posts()[1]).toMatchObject({ thread_ts: "1.1" });
  expect(rig.posts()[1]?.text).toContain("Question 2/3");
});

test("another person's press gets a private “start yours” and leaves the card alone", async () => {
  const card = await firstCard();
  const before = card.text;
  await pressOn(card, "Under 100", "U2");
  await rig.until(() => expect(rig.whispers()).toHaveLength(1));
  expect(rig.whispers()[0]).toMatchObject({ to: "U2", thread_ts: "1.1" });
  expect(card).toMatchObject({ text: before, edits: 0 });
  expect(rig.turns).toHaveLength(1);
});

test("“start yours” starts a private flow of one's own", async () => {
  const card = await firstCard();
  await pressOn(card, "Under 100", "U2");
  await rig.until(() => expect(rig.whispers()).toHaveLength(1));
  await pressOn(rig.whispers()[0]!, "Help me choose", "U2");
  await rig.until(() => expect(rig.whispers()).toHaveLength(2));
  expect(rig.whispers()[1]).toMatchObject({ to: "U2" });
  expect(rig.whispers()[1]?.text).toContain("Question 1/3");
  await pressOn(rig.whispers()[1]!, "Under 100", "U2");
  await rig.until(() => expect(rig.whispers()[1]?.text).toContain("Question 2/3"));
  expect(rig.posts()).toHaveLength(1);
});

test("“start yours” speaks the language of the one who pressed", async () => {
  const card = await firstCard();
  rig.slack.workspace.locales.set("U2", "ja-JP");
  await pressOn(card, "Under 100", "U2");
  await rig.until(() => expect(rig.whispers()[0]?.text).toContain("ご自分の"));
});

test("a press whose response_url has expired still changes the card", async () => {
  const card = await firstCard();
  const responseUrl = rig.slack.responseUrl({
    channel: card.channel,
    user: "U1",
    ts: card.ts,
    hidden: false,
  });
  rig.slack.workspace.clock += 31 * 60 * 1000;
  await pressOn(card, "Under 100", "U1", { responseUrl });
  await rig.until(() => expect(card.text).toContain("Question 2/3"));
  expect(rig.slack.workspace.calls.at(-1)?.method).toBe("chat.update");
});

test("a response_url that is busy is tried again", async () => {
  const card = await firstCard();
  rig.slack.trouble("response_url", { status: 503 }, { status: 429, retryAfter: 0 });
  await pressOn(card, "Under 100");
  await rig.until(() => expect(card.text).toContain("Question 2/3"));
});

test("a button of another version is answered kindly and privately", async () => {
  const card = await firstCard();
  const responseUrl = rig.slack.responseUrl({
    channel: card.channel,
    user: "U1",
    ts: card.ts,
    hidden: false,
  });
  const old = { ...button(card, "Under 100"), value: "U1|tl0/answer/size=3" };
  await rig.interaction(
    press(old, card, { user: "U1", trigger: rig.slack.trigger(), responseUrl }),
  );
  await rig.until(() => expect(rig.whispers()[0]?.text).toContain("another version"));
  expect(rig.turns.at(-1)?.input).toEqual({ kind: "action", action: null });
});

test("a button that is 90 days old works although nothing is remembered", async () => {
  const card = await firstCard();
  await rig.adapter.stop();
  const later = await startRig();
  const kept = { ...card, ts: "0000000001.000001" };
  later.slack.workspace.messages.push(kept);
  const responseUrl = later.slack.responseUrl({
    channel: kept.channel,
    user: "U1",
    ts: kept.ts,
    hidden: false,
  });
  await later.interaction(
    press(button(kept, "100 to 999"), kept, {
      user: "U1",
      trigger: later.slack.trigger(),
      responseUrl,
    }),
  );
  await later.until(() => expect(kept.text).toContain("Question 2/3"));
  await later.close();
});

test("an extra about the advice is answered below it, and the advice stays", async () => {
  await rig.event(mention({ text: "500 photos, close, no GPU", ts: "7.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  const advice = rig.posts()[0]!;
  await pressOn(advice, "What changes it");
  await rig.until(() => expect(rig.posts()).toHaveLength(2));
  expect(rig.posts()[1]).toMatchObject({ thread_ts: "7.1" });
  expect(advice.edits).toBe(0);
});

test("another person may open an extra, privately", async () => {
  await rig.event(mention({ text: "500 photos, close, no GPU", ts: "7.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  await pressOn(rig.posts()[0]!, "What changes it", "U2");
  await rig.until(() => expect(rig.whispers()).toHaveLength(1));
  expect(rig.posts()).toHaveLength(1);
});

test("a press in a direct message goes on in its main line", async () => {
  await rig.event(direct({ text: "compare" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  await pressOn(rig.posts()[0]!, "Help me choose");
  await rig.until(() => expect(rig.posts()).toHaveLength(2));
  expect(rig.posts()[1]).toMatchObject({ channel: "D1", thread_ts: null });
});

test("each rendering of a card has its own marks", async () => {
  const card = await firstCard();
  const before = button(card, "I don't know").block_id;
  await pressOn(card, "Under 100");
  await rig.until(() => expect(card.edits).toBe(1));
  expect(button(card, "I don't know").block_id).not.toBe(before);
});

test("every button carries its owner and all that its press needs", async () => {
  const card = await firstCard();
  expect(button(card, "Under 100").value).toBe(
    `U1|${encodeAction({ kind: "answer", question: "data", option: "tiny", answers: {} })}`,
  );
});

test("a choice beside the card can be made again once another was made in between", async () => {
  await rig.event(mention({ text: "500 photos, close, no GPU", ts: "7.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  const advice = rig.posts()[0]!;
  for (const [at, label] of [
    ["121.1", "What changes it"],
    ["130.1", "Memory and time"],
    ["156.1", "What changes it"],
  ] as const)
    await pressOn(advice, label, "U1", { at });
  await rig.until(() => expect(rig.posts()).toHaveLength(4));
});

test("a button that the version before made acts as it did", async () => {
  const card = await firstCard();
  const before = { ...button(card, "100 to 999"), action_id: "tl:act:1" };
  const responseUrl = rig.slack.responseUrl({
    channel: card.channel,
    user: "U1",
    ts: card.ts,
    hidden: false,
  });
  await rig.interaction(
    press(before, card, { user: "U1", trigger: rig.slack.trigger(), responseUrl }),
  );
  await rig.until(() => expect(card.text).toContain("Question 2/3"));
});
