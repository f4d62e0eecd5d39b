import { afterEach, beforeEach, expect, test } from "vitest";
import { respond } from "../../src/dialogue/respond.ts";
import type { Input, Turn } from "../../src/dialogue/turn.ts";
import { createTurnRunner } from "../../src/runtime/turn-runner.ts";
import { memberMark, teamKey } from "../../src/store/keys.ts";
import { createStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { createClock } from "../store/samples.ts";
import { deps, turnOf } from "../support/dependencies.ts";

const THREAD = "slack:T1/C1/17.1";
let store: Store;
let turns: number;
beforeEach(async () => {
  store = await createStore("memory:", { now: createClock().now });
  turns = 0;
});
afterEach(() => store.close());

async function run(person: string, input: Input, more: Partial<Turn> = {}) {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const now = createClock().now;
  const runTurn = createTurnRunner({ store, respond, deps, log, now, rates: null });
  turns += 1;
  return await runTurn(
    turnOf(input, { id: `t${turns}`, key: `${THREAD}/${person}`, ...more }),
    null,
  );
}

async function say(person: string, text: string, more: Partial<Turn> = {}) {
  return (await run(person, { kind: "text", text }, more))?.about ?? "silent";
}

/** The members' marks and answers, as they are kept for the thread. */
async function members() {
  const [conversation] = (await store.held("slack:T1/team")).conversations;
  return conversation?.state.team?.members;
}

test("two people in a thread come to one advice", async () => {
  await say("U1", "/tl-advise team");
  await say("U1", "500 photos, close");
  expect(await say("U2", "one RTX 3090")).toBe("advise:partial_fine_tuning");
});

test("スレッドのチームは日本語でも一つの提案にまとまる", async () => {
  const abouts = [
    await say("U1", "チームで"),
    await say("U1", "写真500枚、近いタスクです"),
    await say("U2", "写真5000枚、近いタスク、RTX 3090が1枚"),
    await say("U1", "写真は5000枚でした"),
    await say("U2", "終了"),
  ];
  expect(abouts).toEqual(["team:open", "team:open", "team:differ", "advise:lp_ft", "advise:lp_ft"]);
});

test("without team mode each person in a thread has their own answers", async () => {
  await say("U1", "500 photos, close");
  expect(await say("U2", "one RTX 3090, close")).toBe("ask:data");
});

test("after the end each person goes on alone", async () => {
  await say("U1", "team mode");
  await say("U1", "500 photos, close");
  await say("U1", "done");
  expect(await say("U1", "no GPU, close")).toBe("ask:data");
});

test("after the end, who was heard only for the team's sake is left alone", async () => {
  await say("U1", "team mode");
  await say("U1", "done");
  expect(await say("U2", "what is LoRA?", { addressed: false })).toBe("silent");
});

test("a turn that comes again is answered once, with the same reply", async () => {
  await say("U1", "team mode");
  const input: Input = { kind: "text", text: "500 photos, close" };
  const replies = [await run("U2", input, { id: "same" }), await run("U2", input, { id: "same" })];
  expect(replies[1]).toEqual(replies[0]);
  expect(await members()).toMatchObject({
    [memberMark(store.pseudonym("slack:T1/U2"))]: { examples: 500 },
  });
});

test("team mode is opened again with nobody's answers", async () => {
  for (const text of ["team mode", "500 photos, close", "done", "team mode"]) await say("U1", text);
  expect(await members()).toEqual({});
});

test("a direct message and a channel's main line are told that a thread is needed", async () => {
  const places = ["slack:T1/D1/17.1/U1", "slack:T1/C1/-/U1", "discord:@me/9/-/U1"];
  const said = [];
  for (const key of places) said.push(await say("U1", "team mode", { key }));
  expect(said).toEqual(["team:no_thread", "team:no_thread", "team:no_thread"]);
});

test("a thread's team has a key of its own", () => {
  expect(teamKey(`${THREAD}/U1`)).toBe(`${THREAD}/team`);
});

test("what a person causes in a team is theirs, and goes when they are forgotten", async () => {
  await say("U1", "team mode");
  await say("U1", "500 photos, close, no GPU");
  await say("U2", "50 photos");
  const before = await store.held("slack:T1/U1");
  expect((await store.held("slack:T1/U1")).teams).toEqual([
    expect.objectContaining({ examples: 500 }),
  ]);
  await store.forget("slack:T1/U1");
  const after = await store.held("slack:T1/U1");
  expect([before.advices.length, after.advices.length]).toEqual([1, 0]);
  expect(Object.keys((await members()) ?? {})).toEqual([
    memberMark(store.pseudonym("slack:T1/U2")),
  ]);
});

test("a language wished in a team is the person's own", async () => {
  await say("U1", "team mode");
  await say("U2", "日本語で");
  expect(await store.preferredLanguage(["slack:T1/U2"])).toBe("ja");
  expect((await run("U1", { kind: "text", text: "500 photos" }))?.language).toBe("en");
});
