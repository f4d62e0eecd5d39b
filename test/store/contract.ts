import { afterEach, beforeEach, expect, test } from "vitest";
import { NEW_STATE, type State } from "../../src/dialogue/state.ts";
import { createStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { ADDRESS, createClock, KEY, PERSON, saying, textOf } from "./samples.ts";

/** The suite that every kind of store passes. `newUrl` gives the URL of a new, empty database. */
export function storeContract(newUrl: () => Promise<string> | string): void {
  let store: Store;
  let clock: ReturnType<typeof createClock>;

  beforeEach(async () => {
    clock = createClock();
    store = await createStore(await newUrl(), { now: clock.now });
  });
  afterEach(() => store.close());

  const queue = (key: string, turn: string, text = turn) =>
    store.update(key, turn, saying(text, { address: ADDRESS }));
  const claim = (worker = "w1", limit = 10) => store.claim(worker, limit, 10_000);

  test("a new conversation has no state and keeps what is saved", async () => {
    const seen: (State | null)[] = [];
    const remember = (state: State | null) => {
      seen.push(state);
      return saying("hello", {
        state: { ...NEW_STATE, asking: true, answers: { data: "small" } },
      })();
    };
    await store.update(KEY, "t1", remember);
    await store.update(KEY, "t2", remember);
    expect(seen).toEqual([null, { ...NEW_STATE, asking: true, answers: { data: "small" } }]);
  });

  test("a turn that comes again changes nothing and gets the first reply", async () => {
    const first = await store.update(KEY, "t1", saying("first"));
    const again = await store.update(KEY, "t1", saying("second"));
    expect([first.fresh, again.fresh, textOf(again.reply)]).toEqual([true, false, "first"]);
  });

  test("a turn that comes again at the same time under another key is taken once", async () => {
    const results = await Promise.all(
      ["U1", "U2", "U3"].map((user) => store.update(`slack:T1/C1/-/${user}`, "t1", saying(user))),
    );
    expect(results.filter(({ fresh }) => fresh)).toHaveLength(1);
  });

  test("overlapping turns of one conversation run one after another, in order", async () => {
    const count = (state: State | null) => {
      const examples = (state?.answers.examples ?? 0) + 1;
      return saying(String(examples), { state: { ...NEW_STATE, answers: { examples } } })();
    };
    const turns = Array.from({ length: 30 }, (_, index) => store.update(KEY, `t${index}`, count));
    const replies = (await Promise.all(turns)).map((each) => textOf(each.reply));
    expect(replies).toEqual(Array.from({ length: 30 }, (_, index) => String(index + 1)));
  });

  test("a change that throws saves nothing, and the turn can be tried again", async () => {
    const broken = () => {
      throw new Error("broken");
    };
    await expect(store.update(KEY, "t1", broken)).rejects.toThrow("broken");
    expect((await store.update(KEY, "t1", saying("works"))).fresh).toBe(true);
  });

  test("a reply with an address waits in the outbox until it is posted", async () => {
    await queue(KEY, "t1", "hello");
    const [delivery] = await claim();
    expect(delivery).toMatchObject({ turn: "t1", address: ADDRESS, attempt: 1, recovered: false });
    expect(textOf(delivery!.reply)).toBe("hello");
    await store.settle(delivery!, { kind: "posted", message: "17.2" });
    expect([await store.outbox(), await store.answerTo("t1"), await claim()]).toEqual([
      { depth: 0, oldestMs: 0 },
      "17.2",
      [],
    ]);
  });

  test("silence queues nothing", async () => {
    await store.update(KEY, "t1", () => ({
      state: NEW_STATE,
      reply: null,
      effects: [],
      address: ADDRESS,
    }));
    expect((await store.outbox()).depth).toBe(0);
  });

  test("the replies of one conversation are handed out one at a time, in order", async () => {
    for (const turn of ["t1", "t2", "t3"]) await queue(KEY, turn);
    const order: string[] = [];
    for (let step = 0; step < 3; step += 1) {
      const [delivery, ...others] = await claim();
      expect([others, await claim("w2")]).toEqual([[], []]);
      order.push(delivery!.turn);
      await store.settle(delivery!, { kind: "posted", message: null });
    }
    expect(order).toEqual(["t1", "t2", "t3"]);
  });

  test("other channels are not held up", async () => {
    await queue(KEY, "t1");
    await queue("slack:T1/C2/-/U1", "t2");
    expect((await claim()).map(({ turn }) => turn)).toEqual(["t1", "t2"]);
  });

  test("only replies of the wanted platforms are handed out", async () => {
    await queue(KEY, "t1");
    expect(await store.claim("w1", 10, 1_000, ["discord"])).toEqual([]);
    expect(await store.claim("w1", 10, 1_000, ["discord", "slack"])).toHaveLength(1);
  });

  test("a retry waits as long as the platform asks, and its channel with it", async () => {
    await queue(KEY, "t1");
    await queue("slack:T1/C1/-/U2", "t2");
    await queue("slack:T1/C2/-/U2", "t3");
    const [delivery] = await claim("w1", 1);
    await store.settle(delivery!, { kind: "retry", afterMs: 3_000, error: "429" });
    expect((await claim("w2")).map(({ turn }) => turn)).toEqual(["t3"]);
    clock.pass(3_000);
    const [again] = await claim();
    expect(again).toMatchObject({ turn: "t1", attempt: 2, recovered: false });
  });

  test("what is given up is gone and lets the next one through", async () => {
    await queue(KEY, "t1");
    await queue(KEY, "t2");
    const [delivery] = await claim();
    await store.settle(delivery!, { kind: "dropped", error: "channel_not_found" });
    expect((await claim()).map(({ turn }) => turn)).toEqual(["t2"]);
  });

  test("a dead worker's delivery is taken over and marked, a living one's is not", async () => {
    await queue(KEY, "t1");
    await claim("w1");
    await claim("w2");
    clock.pass(9_000);
    await store.renew("w1");
    await claim("w2");
    clock.pass(9_000);
    expect(await claim("w2")).toEqual([]);
    clock.pass(1_000);
    expect(await claim("w2")).toMatchObject([{ turn: "t1", attempt: 2, recovered: true }]);
  });

  test("a worker is not handed again what it holds, however late its clock", async () => {
    await queue(KEY, "t1");
    await claim("w1");
    clock.pass(3_600_000);
    expect(await claim("w1")).toEqual([]);
  });

  test("a worker that was taken over cannot put the delivery back, but can end it", async () => {
    await queue(KEY, "t1");
    const [old] = await claim("w1");
    await claim("w2");
    clock.pass(20_000);
    await claim("w2");
    await store.settle(old!, { kind: "retry", afterMs: 0, error: "late" });
    expect(await claim("w3")).toEqual([]);
    await store.settle(old!, { kind: "posted", message: "17.2" });
    expect((await store.outbox()).depth).toBe(0);
  });

  test("a worker is told what it holds and can put it back, as possibly posted", async () => {
    await queue(KEY, "t1");
    const [delivery] = await claim("w1");
    expect([await store.leased("w1"), await store.leased("w2")]).toEqual([[delivery!.id], []]);
    await store.release("w2", [delivery!.id]);
    expect(await claim("w2")).toEqual([]);
    await store.release("w1", [delivery!.id]);
    expect(await claim("w2")).toMatchObject([{ turn: "t1", attempt: 2, recovered: true }]);
  });

  test("a reply is leased in its own turn only when nothing waits before it", async () => {
    const say = (key: string, turn: string) =>
      store.update(key, turn, saying(turn, { address: ADDRESS }), { worker: "w1" });
    const leased = [
      await say(KEY, "t1"),
      await say(KEY, "t2"),
      await say("slack:T1/C1/-/U2", "t3"),
      await say("slack:T1/C2/-/U1", "t4"),
    ].map(({ delivery }) => delivery?.turn ?? null);
    expect(leased).toEqual(["t1", null, null, "t4"]);
    expect(await claim("w2")).toEqual([]);
  });

  test("who ends a delivery is handed the next one of its channel, and only that", async () => {
    const turns = ["t1", "t2", "t3"];
    for (const turn of turns) await queue(KEY, turn);
    await queue("slack:T1/C2/-/U1", "elsewhere");
    const [first] = await claim("w1", 1);
    const second = await store.settle(first!, { kind: "posted", message: null }, "w1");
    expect(second).toMatchObject({ turn: "t2", attempt: 1, recovered: false });
    expect((await claim("w2")).map(({ turn }) => turn)).toEqual(["elsewhere"]);
    const wait = { kind: "retry", afterMs: 1_000, error: "429" } as const;
    expect(await store.settle(second!, wait, "w1")).toBeNull();
    clock.pass(1_000);
    const [again] = await claim("w1");
    const third = await store.settle(again!, { kind: "dropped", error: "gone" }, "w1");
    expect(third).toMatchObject({ turn: "t3" });
    expect(await store.settle(third!, { kind: "posted", message: null }, "w1")).toBeNull();
  });

  test("one look tells the languages around a key and whether its thread has a team", async () => {
    expect(await store.surroundings(KEY)).toEqual({
      preferred: null,
      customary: null,
      hasTeam: false,
    });
    await store.preferLanguage("slack:T1", "ja");
    await store.preferLanguage("slack:T1/C1", "en");
    await store.preferLanguage(PERSON, "ja");
    await store.update("slack:T1/C1/17.1/team", "t1", saying("team"));
    expect(await store.surroundings(KEY)).toEqual({
      preferred: "ja",
      customary: "en",
      hasTeam: true,
    });
    expect((await store.surroundings("slack:T1/C1/-/U1")).hasTeam).toBe(false);
  });

  test("a turn is told what is set around the one who acts, also in what several share", async () => {
    await store.preferLanguage("slack:T1/C1", "en");
    await store.preferLanguage(PERSON, "ja");
    const told: unknown[] = [];
    const listening = (_: unknown, around: unknown) => {
      told.push(around);
      return saying("hello")();
    };
    await store.update("slack:T1/C1/17.1/team", "t1", listening, { by: KEY });
    await store.update(KEY, "t2", listening);
    await store.update("terminal", "t3", listening);
    expect(told).toEqual([
      { preferred: "ja", customary: "en", hasTeam: false },
      { preferred: "ja", customary: "en", hasTeam: true },
      { preferred: null, customary: null, hasTeam: false },
    ]);
  });

  test("a reply is decided before its turn is saved, and its state is saved after", async () => {
    const heard: unknown[] = [];
    const { reply } = await store.update(KEY, "t1", saying("hello"), {
      decided: (decided) => heard.push(textOf(decided)),
    });
    expect([heard, textOf(reply), await store.follows(KEY)]).toEqual([["hello"], "hello", true]);
    await store.update(KEY, "t1", saying("again"), { decided: () => heard.push("again") });
    expect(heard).toEqual(["hello"]);
  });

  test("a clock that is set back holds up no delivery", async () => {
    await queue(KEY, "t1");
    const [delivery] = await claim("w1");
    await store.settle(delivery!, { kind: "retry", afterMs: 1_000, error: "429" });
    clock.pass(-24 * 3_600_000);
    expect(await claim("w1")).toHaveLength(1);
  });

  test("the outbox tells its depth and age", async () => {
    await queue(KEY, "t1");
    clock.pass(5_000);
    await queue(KEY, "t2");
    expect(await store.outbox()).toEqual({ depth: 2, oldestMs: 5_000 });
  });

  test("the most specific language leads, and can be taken back", async () => {
    await store.preferLanguage("slack:T1", "ja");
    await store.update(
      KEY,
      "t1",
      saying("ok", { effects: [{ kind: "prefer_language", language: "en" }] }),
    );
    const scopes = [PERSON, "slack:T1/C1", "slack:T1"];
    expect(await store.preferredLanguage(scopes)).toBe("en");
    await store.preferLanguage(PERSON, null);
    expect(await store.preferredLanguage(scopes)).toBe("ja");
    expect(await store.preferredLanguage(["slack:T2"])).toBeNull();
  });

  test("a name is taken once, however many ask for it at the same time", async () => {
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => store.once("join/U1", PERSON)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test("the sweep deletes what is older than the retention and keeps the rest", async () => {
    await store.update(KEY, "t1", saying("old"));
    clock.pass(31 * 24 * 3_600_000);
    await store.update("slack:T1/C1/-/U2", "t2", saying("new"));
    expect(await store.sweep(30)).toBe(1);
    expect([await store.follows(KEY), await store.follows("slack:T1/C1/-/U2")]).toEqual([
      false,
      true,
    ]);
  });

  test("a clock that went far ahead deletes nothing before it is seen so again", async () => {
    await store.update(KEY, "t1", saying("of today"));
    await store.sweep(30);
    clock.pass(181 * 24 * 3_600_000);
    expect(await store.sweep(30)).toBe(0);
    expect(await store.follows(KEY)).toBe(true);
    clock.pass(6 * 3_600_000);
    expect(await store.sweep(30)).toBe(1);
  });

  test("a reply that could not be posted for more than a day is given up, whoever has gone", async () => {
    await queue(KEY, "t1", "of yesterday");
    clock.pass(25 * 3_600_000);
    await queue(KEY, "t2", "of today");
    await store.sweep(30);
    expect((await claim()).map(({ reply }) => textOf(reply))).toEqual(["of today"]);
  });

  test("the sweep spares what is still to be posted", async () => {
    await queue(KEY, "t1", "late but not lost");
    clock.pass(20 * 3_600_000);
    await store.sweep(1);
    expect(textOf((await claim())[0]!.reply)).toBe("late but not lost");
  });

  test("a database that answers can be pinged", async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
}
