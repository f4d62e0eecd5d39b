import { afterEach, beforeEach, expect, test } from "vitest";
import type { Adapter } from "../../../src/adapters/adapter.ts";
import type { OutboxWorker } from "../../../src/runtime/outbox-worker.ts";
import { createStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import {
  command,
  direct,
  edited,
  event,
  mention,
  message,
  messageShortcut,
  press,
} from "../../fakes/slack/payloads.ts";
import { BOT, type Json, type Message } from "../../fakes/slack/workspace.ts";
import { connect } from "../../support/connected.ts";
import { deps } from "../../support/dependencies.ts";
import { button, type Rig, startRig } from "./rig.ts";

let rig: Rig;
let store: Store;
let outboxWorker: OutboxWorker;

beforeEach(async () => {
  store = await createStore("memory:", { now: Date.now });
  rig = await startWhole();
});

afterEach(async () => {
  await rig.close();
  await outboxWorker.stop(1_000);
  await store.close();
});

/** The whole bot on the fake: the real dialogue, a store in memory, the outbox, the adapter. */
async function startWhole(): Promise<Rig> {
  const adapter: Pick<Adapter, "name" | "isReady" | "deliver"> = {
    name: "slack",
    isReady: () => true,
    deliver: (delivery) => rig.adapter.deliver(delivery),
  };
  const connected = connect({ store, deps, adapters: [adapter], now: Date.now });
  const { runTurn } = connected;
  outboxWorker = connected.outboxWorker;
  outboxWorker.start();
  return await startRig({
    options: {
      runTurn,
      content: deps.content,
      readFacts: (text, language) => deps.understanding.read(text, null, {}, language).answers,
      preferredLanguage: (scopes) => store.preferredLanguage(scopes),
      follows: (key) => store.follows(key),
      answerTo: (turn) => store.answerTo(turn),
      lastAdvice: (person) => store.lastAdvice(person),
    },
  });
}

/** Says something and gives the answer that is posted. */
async function say(payload: ReturnType<typeof mention>): Promise<Message> {
  const count = rig.posts().length;
  await rig.event(payload);
  await rig.until(() => expect(rig.posts()).toHaveLength(count + 1));
  return rig.posts()[count]!;
}

async function choose(card: Message, label: string): Promise<void> {
  const edits = card.edits;
  const responseUrl = rig.slack.responseUrl({
    channel: card.channel,
    user: "U1",
    ts: card.ts,
    hidden: card.to !== null,
  });
  await rig.interaction(
    press(button(card, label), card, { user: "U1", trigger: rig.slack.trigger(), responseUrl }),
  );
  await rig.until(() => expect(card.edits).toBe(edits + 1));
}

async function run(words: string): Promise<Json> {
  const responseUrl = rig.slack.responseUrl({ channel: "C1", user: "U1", ts: null, hidden: true });
  return (await rig.command(command(words, { trigger: rig.slack.trigger(), responseUrl })))
    .body as Json;
}

test("a question in Japanese is answered in Japanese in its thread, and so is what follows without a mention", async () => {
  const answer = await say(
    mention({ text: "転移学習とファインチューニングの違いは？", ts: "1.1" }),
  );
  expect([answer.thread_ts, /[ぁ-ん]/.test(answer.text)]).toEqual(["1.1", true]);
  const next = await say(message({ text: "比較表を見せて", thread: "1.1" }));
  expect(JSON.stringify(next.blocks)).toContain('"type":"table"');
});

test("what people say to each other in its thread is left alone", async () => {
  await say(
    mention({
      text: "what is the difference between fine-tuning and transfer learning?",
      ts: "1.1",
    }),
  );
  await rig.event(message({ text: "shall we have lunch at noon?", thread: "1.1" }));
  await rig.event(message({ text: "what is LoRA?", thread: "1.1", user: "U2" }));
  await rig.adapter.stop();
  expect(rig.posts()).toHaveLength(1);
});

test("presses and typed answers go together, up to the advice", async () => {
  const card = await say(mention({ text: "help me choose", ts: "1.1" }));
  await choose(card, "100 to 999");
  const advice = await say(message({ text: "close, and we only have a laptop", thread: "1.1" }));
  expect(advice.text).toMatch(/feature extraction/i);
});

test("three presses make one message the advice", async () => {
  const card = await say(mention({ text: "どれを選べばいいか一緒に選んで", ts: "1.1" }));
  for (const label of ["100〜999件", "近い", "少ない"]) await choose(card, label);
  expect(card.text).toContain("特徴抽出");
  expect(rig.posts()).toHaveLength(1);
});

test("typed facts after the command are answered with advice at once", async () => {
  expect((await run("500枚 近い GPUなし")).text).toMatch(/特徴抽出/);
});

test("a command's words are understood: help, compare, topic and code", async () => {
  const advice = await run("500 photos, a close task, no GPU");
  const code = /TL(?:-[0-9A-Z]{4})+/.exec(String(advice.text))?.[0];
  expect((await run(`code ${code}`)).text).toContain(code);
  expect((await run("help")).text).toContain("What I can do");
  expect(JSON.stringify((await run("compare")).blocks)).toContain('"type":"table"');
  expect((await run("topic LoRA")).text).toContain("LoRA");
});

test("a language chosen by command holds in the channel too", async () => {
  await run("lang ja");
  const card = await say(mention({ text: "LoRA" }));
  expect(card.text).toMatch(/[ぁ-ん]/);
});

test("“Advise on this” asks only what the message does not say", async () => {
  const responseUrl = rig.slack.responseUrl({ channel: "C1", user: "U1", ts: null, hidden: true });
  await rig.interaction(
    messageShortcut("We have 500 labelled photos and just a laptop.", {
      trigger: rig.slack.trigger(),
      responseUrl,
    }),
  );
  await rig.until(() => expect(rig.whispers()[0]?.text).toContain("How close"));
});

test("an edited question changes its answer", async () => {
  const asked = direct({ text: "what is LoRA?" });
  const answer = await say(asked);
  await rig.event(edited(asked, "what is overfitting?"));
  await rig.until(() => expect(answer.text).toMatch(/overfitting/i));
  expect(rig.posts()).toHaveLength(1);
});

test("after a restart with an empty store the card goes on where it was", async () => {
  const card = await say(mention({ text: "help me choose", ts: "1.1" }));
  await choose(card, "100 to 999");
  const before = { rig, store, outboxWorker };
  store = await createStore("memory:", { now: Date.now });
  rig = await startWhole();
  rig.slack.workspace.messages.push(card);
  await choose(card, "Close");
  await choose(card, "Limited");
  expect(card.text).toMatch(/feature extraction/i);
  await before.rig.close();
  await before.outboxWorker.stop(1_000);
  await before.store.close();
});

test("the last advice is offered in the Home tab", async () => {
  await say(mention({ text: "500 photos, a close task, no GPU" }));
  await rig.event(event("app_home_opened", { user: "U1", channel: "D1", tab: "home" }));
  await rig.until(() =>
    expect(JSON.stringify(rig.slack.workspace.views.get("home:U1"))).toContain(
      "Open my last advice",
    ),
  );
});

test("a mention of the bot in the middle of a sentence is heard", async () => {
  const answer = await say(message({ text: `hey <@${BOT}>, what is LoRA?` }));
  expect(answer.text).toContain("LoRA");
});

test("over a connection that stands, the answer reaches Slack before its event is acknowledged", async () => {
  await say(mention({ text: "what is LoRA?" }));
  const order: string[] = [];
  rig.slack.onCall((method) => order.push(method));
  await rig.event(mention({ text: "what is overfitting?" }));
  order.push("acknowledged");
  expect(order).toEqual(["chat.postMessage", "acknowledged"]);
});
