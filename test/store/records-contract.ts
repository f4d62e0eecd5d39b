import { afterEach, beforeEach, expect, test } from "vitest";
import { NEW_STATE } from "../../src/dialogue/state.ts";
import { memberMark } from "../../src/store/keys.ts";
import { createStore } from "../../src/store/open.ts";
import { KEEP_QUESTIONS, RETENTION_DAYS } from "../../src/store/repositories/effects.ts";
import type { Store } from "../../src/store/store.ts";
import { ADDRESS, createClock, KEY, PERSON, saying } from "./samples.ts";

/** The suite for what is kept beside the conversations. `newUrl` gives the URL of a new, empty database. */
export function recordsContract(newUrl: () => Promise<string> | string): void {
  let store: Store;
  let clock: ReturnType<typeof createClock>;

  beforeEach(async () => {
    clock = createClock();
    store = await createStore(await newUrl(), { now: clock.now });
  });
  afterEach(() => store.close());

  const miss = { kind: "miss", text: "何それ", language: "ja", candidates: ["peft_lora"] } as const;

  test("the last judgement of a person counts", async () => {
    const about = "topic:peft_lora";
    await store.update(
      KEY,
      "t1",
      saying("ok", { effects: [{ kind: "rate", about, helpful: true, reason: null }] }),
    );
    await store.rate(PERSON, { about, helpful: false, reason: "too long" });
    await store.rate("slack:T1/U2", { about, helpful: true, reason: null });
    await store.rate("slack:T1/U2", { about: "advise:lp_ft", helpful: true, reason: null });
    expect(await store.ratings("topic:", null)).toEqual([{ about, helpful: 1, unhelpful: 1 }]);
  });

  test("a reason stays while the judgement does", async () => {
    const about = "topic:peft_lora";
    await store.rate(PERSON, { about, helpful: false, reason: "too long" });
    await store.rate(PERSON, { about, helpful: false, reason: null });
    expect((await store.held(PERSON)).ratings).toEqual([
      { about, helpful: false, reason: "too long" },
    ]);
    await store.rate(PERSON, { about, helpful: true, reason: null });
    expect((await store.held(PERSON)).ratings).toEqual([{ about, helpful: true, reason: null }]);
  });

  test("reasons are counted", async () => {
    const about = "topic:peft_lora";
    await store.rate(PERSON, { about, helpful: false, reason: "too_long" });
    await store.rate("slack:T1/U2", { about, helpful: false, reason: "too_long" });
    await store.rate("slack:T1/U3", { about, helpful: true, reason: null });
    expect(await store.reasons(10, null)).toEqual([{ about, reason: "too_long", count: 2 }]);
  });

  test("a workspace is told its own counts", async () => {
    const about = "topic:peft_lora";
    const effects = [{ kind: "advised", strategy: "lp_ft", code: "TL-1" }] as const;
    for (const person of ["slack:T1/U1", "slack:T2/U1"]) {
      await store.rate(person, { about, helpful: false, reason: "too_long" });
      await store.update(`${person.replace("/", "/C1/-/")}`, person, saying("a", { effects }));
    }
    const counts = [null, "slack:T2", "slack:T3"].map(async (workspace) => [
      (await store.ratings("topic:", workspace))[0]?.unhelpful ?? 0,
      (await store.reasons(9, workspace))[0]?.count ?? 0,
      (await store.advised(workspace))[0]?.count ?? 0,
    ]);
    expect(await Promise.all(counts)).toEqual([
      [2, 2, 2],
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  test("who leaves while their team talks is not brought back by a turn on its way", async () => {
    const team = "slack:T1/C1/17.1/team";
    const members = (marks: readonly string[]) => ({
      ...NEW_STATE,
      team: { open: true, members: Object.fromEntries(marks.map((mark) => [mark, {}])) },
    });
    const mine = memberMark(store.pseudonym(PERSON));
    await store.update(team, "t0", saying("?", { state: members([mine, "other"]) }));
    const turns = Array.from({ length: 10 }, (_, index) =>
      store.update(team, `t${index + 1}`, (state) => saying("?", { state: state! })()),
    );
    await Promise.all([store.forget(PERSON), ...turns]);
    const [session] = (await store.held("slack:T1/team")).conversations;
    expect(Object.keys(session?.state.team?.members ?? {})).toEqual(["other"]);
  });

  test("all settings and changes can be read at once", async () => {
    await store.changeSetting("slack:T1", "language", "ja", PERSON);
    await store.changeSetting("discord:9/8", "unprompted", "on", PERSON);
    const [first, second] = await store.allSettings(10);
    expect([first, second]).toEqual([
      { scope: "discord:9/8", name: "unprompted", value: "on" },
      { scope: "slack:T1", name: "language", value: "ja" },
    ]);
    expect((await store.audit(null, 10)).map(({ scope }) => scope)).toEqual([
      "discord:9/8",
      "slack:T1",
    ]);
    expect((await store.audit("slack:T1", 10)).map(({ scope }) => scope)).toEqual(["slack:T1"]);
  });

  test("counts of use add up, and are deleted when they are old", async () => {
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const use = { day, platform: "slack", language: "ja", turns: 2, misses: 1 };
    await Promise.all([store.addUses([use]), store.addUses([use, { ...use, language: "en" }])]);
    expect(await store.uses(day)).toEqual([
      { ...use, language: "en" },
      { ...use, turns: 4, misses: 2 },
    ]);
    clock.pass(40 * 24 * 60 * 60_000);
    await store.sweep(30);
    expect(await store.uses("2000-01-01")).toEqual([]);
  });

  test("a workspace may have its entries deleted sooner than the others", async () => {
    const other = "slack:T2/C1/17.1/U1";
    for (const [key, turn] of [
      [KEY, "t1"],
      [other, "t2"],
    ] as const) {
      await store.update(key, turn, saying("?", { effects: [miss] }));
      await store.once(`welcome:${key}`, key);
    }
    await store.changeSetting("slack:T1", RETENTION_DAYS, "30", PERSON);
    clock.pass(31 * 24 * 60 * 60_000);
    expect(await store.sweep(180)).toBe(1);
    expect([await store.follows(KEY), await store.follows(other)]).toEqual([false, true]);
    expect(await store.misses(null, 10)).toMatchObject([{ workspace: "slack:T2" }]);
    await store.changeSetting("*", RETENTION_DAYS, "20", PERSON);
    expect(await store.sweep(180)).toBe(1);
  });

  test("unanswered questions are counted without their words unless a setting keeps them", async () => {
    await store.update(KEY, "t1", saying("?", { effects: [miss] }));
    await store.changeSetting("slack:T1", KEEP_QUESTIONS, "on", PERSON);
    await store.update(KEY, "t2", saying("?", { effects: [miss] }));
    const found = await store.misses("slack:T1", 10);
    expect(found.map(({ text }) => text)).toEqual(["何それ", null]);
    expect(found[0]).toMatchObject({
      workspace: "slack:T1",
      language: "ja",
      candidates: ["peft_lora"],
    });
    expect([await store.misses("slack:T2", 10), await store.misses(null, 1)]).toEqual([
      [],
      [found[0]],
    ]);
  });

  test("the last advice of a person and the count of each strategy are known", async () => {
    const advised = (strategy: string, code: string) =>
      ({ kind: "advised", strategy, code }) as const;
    await store.update(KEY, "t1", saying("a", { effects: [advised("lp_ft", "TL-1")] }));
    await store.update(KEY, "t2", saying("b", { effects: [advised("peft_lora", "TL-2")] }));
    expect([await store.lastAdvice(PERSON), await store.lastAdvice("slack:T1/U2")]).toEqual([
      "TL-2",
      null,
    ]);
    expect(await store.advised(null)).toEqual([
      { strategy: "lp_ft", count: 1 },
      { strategy: "peft_lora", count: 1 },
    ]);
  });

  test("the most specific setting counts, and every change has its line", async () => {
    await store.changeSetting("slack:T1", "mention_only", "off", PERSON);
    await store.changeSetting("slack:T1/C1", "mention_only", "on", PERSON);
    await store.changeSetting("slack:T1/C1", "mention_only", "on", PERSON);
    await store.changeSetting("slack:T1", "mention_only", null, PERSON);
    expect(await store.setting(["slack:T1/C1", "slack:T1"], "mention_only")).toBe("on");
    expect(await store.setting(["slack:T1"], "mention_only")).toBeNull();
    expect(await store.settings("slack:T1/C1")).toEqual({ mention_only: "on" });
    const lines = await store.audit("slack:T1", 10);
    expect(lines.map(({ scope, before, after, who }) => [scope, before, after, who])).toEqual([
      ["slack:T1", "off", null, PERSON],
      ["slack:T1/C1", null, "on", PERSON],
      ["slack:T1", null, "off", PERSON],
    ]);
  });

  test("a follow-up is due at its time and ends once", async () => {
    const followUp = { id: "f1", key: KEY, code: "TL-1", language: "ja", address: ADDRESS };
    await store.planFollowUp({ ...followUp, dueAt: clock.now() });
    await store.planFollowUp({ ...followUp, dueAt: clock.now() + 1_000 });
    expect(await store.dueFollowUps(10)).toEqual([]);
    clock.pass(1_000);
    expect(await store.dueFollowUps(10)).toEqual([{ ...followUp, dueAt: clock.now() }]);
    await store.endFollowUp("f1");
    expect(await store.dueFollowUps(10)).toEqual([]);
  });

  test("sealed records are kept by name", async () => {
    await store.saveSealed("slack/T1", "one");
    await store.saveSealed("slack/T1", "two");
    expect([await store.loadSealed("slack/T1"), await store.sealedNames()]).toEqual([
      "two",
      ["slack/T1"],
    ]);
    await store.removeSealed("slack/T1");
    expect(await store.loadSealed("slack/T1")).toBeNull();
  });

  test("a person who is forgotten leaves nothing, and others lose nothing", async () => {
    const effects = [
      miss,
      { kind: "prefer_language", language: "ja" },
      { kind: "rate", about: "topic:x", helpful: true, reason: null },
      { kind: "advised", strategy: "lp_ft", code: "TL-1" },
    ] as const;
    for (const user of ["U1", "U2"]) {
      const key = `slack:T1/C1/17.1/${user}`;
      await store.update(key, `t/${user}`, saying("ok", { effects, address: ADDRESS }));
      await store.once(`join/${user}`, `slack:T1/${user}`);
      await store.planFollowUp({
        id: user,
        key,
        code: "c",
        language: "ja",
        address: ADDRESS,
        dueAt: 0,
      });
    }
    const other = await store.held("slack:T1/U2");
    await store.forget(PERSON);
    expect(await store.held(PERSON)).toEqual({
      person: PERSON,
      language: null,
      conversations: [],
      advices: [],
      ratings: [],
      misses: [],
      followUps: [],
      teams: [],
    });
    expect(await store.held("slack:T1/U2")).toEqual(other);
    expect([await store.once("join/U1", PERSON), (await store.outbox()).depth]).toEqual([true, 1]);
  });
}
