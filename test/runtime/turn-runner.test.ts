import { setImmediate as immediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outcome, Reply } from "../../src/dialogue/reply.ts";
import type { State } from "../../src/dialogue/state.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import {
  createTurnRunner,
  type TurnRecord,
  type TurnRunnerOptions,
} from "../../src/runtime/turn-runner.ts";
import { createStore } from "../../src/store/open.ts";
import type { Delivery, Store } from "../../src/store/store.ts";
import { speechless } from "../faults/speechless.ts";
import { ADDRESS, createClock, KEY, reply, textOf } from "../store/samples.ts";

const deps = speechless;
type Dependencies = typeof deps;

let store: Store;
let clock: ReturnType<typeof createClock>;
let records: TurnRecord[];
let lines: unknown[];

beforeEach(async () => {
  clock = createClock();
  store = await createStore("memory:", { now: clock.now });
  records = [];
  lines = [];
});
afterEach(() => store.close());

function echo(_kit: Dependencies, state: State, turn: Turn): Outcome {
  const said = turn.input.kind === "text" ? turn.input.text : "press";
  return { state, reply: reply(`${said} ${turn.preferred} ${turn.customary}`), effects: [] };
}

function failing(): Outcome {
  throw new Error("no");
}

function open(more: Partial<TurnRunnerOptions<Dependencies>> = {}) {
  const write = (fields: unknown, message: string) => lines.push({ fields, message });
  const log = { info: write, warn: write, error: write };
  const metrics = (record: TurnRecord) => records.push(record);
  const runTurn = createTurnRunner({
    store,
    respond: echo,
    deps,
    log,
    metrics,
    now: clock.now,
    rates: null,
    ...more,
  });
  return async (...[turn, address]: Parameters<typeof runTurn>) => {
    const said = await runTurn(turn, address);
    await noted();
    return said;
  };
}

/** A turn is noted when its answer has left. */
async function noted(): Promise<void> {
  for (let pass = 0; pass < 10; pass += 1) await immediate();
}

function turnOf(id: string, text = "hello", more: Partial<Turn> = {}): Turn {
  const input = { kind: "text", text } as const;
  return {
    id,
    key: KEY,
    input,
    locale: null,
    preferred: null,
    customary: null,
    addressed: true,
    unprompted: false,
    admin: false,
    ...more,
  };
}

test("a reply that is the acknowledgement is returned, again when the turn is", async () => {
  const runTurn = open();
  const replies = [await runTurn(turnOf("t1"), null), await runTurn(turnOf("t1"), null)];
  expect(replies.map(textOf)).toEqual(["hello null null", "hello null null"]);
  expect(records.map(({ fresh }) => fresh)).toEqual([true, false]);
});

test("the acknowledgement does not wait until its turn is written, and is not taken back when that fails", async () => {
  const full: Store = {
    ...store,
    async update(...[, , change, options]) {
      options?.decided?.(change(null, { preferred: null, customary: null, hasTeam: false }).reply);
      await Promise.resolve();
      throw new Error("disk full");
    },
  };
  expect(textOf(await open({ store: full })(turnOf("t1"), null))).toBe("hello null null");
  await vi.waitFor(() => expect(lines).toMatchObject([{ message: "a turn failed" }]));
});

test("a reply with an address is queued once and its worker woken", async () => {
  let wakes = 0;
  const runTurn = open({ queued: () => (wakes += 1) });
  expect(await runTurn(turnOf("t1"), ADDRESS)).toBeNull();
  expect([(await store.outbox()).depth, wakes]).toEqual([1, 1]);
});

test("the person's language and the channel's are looked up", async () => {
  await store.preferLanguage("slack:T1/U1", "ja");
  await store.preferLanguage("slack:T1/C1", "en");
  expect(textOf(await open()(turnOf("t1"), null))).toBe("hello ja en");
});

test("a fault gives the polite reply with an id, in the message's language, and is logged without words", async () => {
  const said = await open({ respond: failing })(turnOf("t1", "こんにちは"), null);
  expect(said).toMatchObject({ about: "failed", language: "ja" });
  expect(textOf(said)).toMatch(/^ja ui:failed [0-9a-f]{8}$/);
  expect(JSON.stringify(lines)).not.toContain("こんにちは");
});

test("a fault in a posted turn queues the polite reply", async () => {
  await open({ respond: failing })(turnOf("t1"), ADDRESS);
  const [delivery] = await store.claim("w", 1, 1_000);
  expect(delivery?.reply.about).toBe("failed");
});

test("a fault is not told to people who did not speak to the bot", async () => {
  await open({ respond: failing })(turnOf("t1", "hello", { addressed: false }), ADDRESS);
  expect((await store.outbox()).depth).toBe(0);
});

test("when the store fails, the polite reply is posted past it", async () => {
  const posted: Delivery[] = [];
  const broken: Store = { ...store, update: () => Promise.reject(new Error("disk full")) };
  const runTurn = open({ store: broken, post: async (delivery) => posted.push(delivery) });
  expect(await runTurn(turnOf("t1"), ADDRESS)).toBeNull();
  expect(posted).toMatchObject([{ turn: "t1", address: ADDRESS, reply: { about: "failed" } }]);
});

test("one line a turn tells what it was about, and neither key nor words", async () => {
  await open()(turnOf("t1", "secret words"), ADDRESS);
  expect(lines).toMatchObject([
    {
      message: "turn",
      fields: { about: "greeting", language: "en", key: store.pseudonym(KEY), fresh: true },
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/secret|U1/);
});

test("who is too fast is told once, then heard again after a pause", async () => {
  const rate = { burst: 2, perMinute: 60 };
  const runTurn = open({ rates: { person: rate, workspace: { burst: 100, perMinute: 100 } } });
  for (const id of ["t1", "t2", "t3", "t4", "t5"]) await runTurn(turnOf(id), ADDRESS);
  expect((await store.outbox()).depth).toBe(3);
  clock.pass(1_000);
  await runTurn(turnOf("t6"), ADDRESS);
  expect((await store.outbox()).depth).toBe(4);
});

test("a press is answered even when it comes too fast", async () => {
  const rate = { burst: 1, perMinute: 1 };
  const runTurn = open({ rates: { person: rate, workspace: rate } });
  const said: (Reply | null)[] = [];
  for (const id of ["t1", "t2", "t3"]) said.push(await runTurn(turnOf(id), null));
  expect(said.map((each) => each?.about)).toEqual(["greeting", "too_fast", "too_fast"]);
});

test("a workspace's limit does not touch another workspace", async () => {
  const person = { burst: 100, perMinute: 100 };
  const runTurn = open({ rates: { person, workspace: { burst: 1, perMinute: 1 } } });
  const keys = ["slack:T1/C1/-/U1", "slack:T1/C1/-/U2", "slack:T2/C1/-/U1"];
  const said: (Reply | null)[] = [];
  for (const key of keys) said.push(await runTurn(turnOf(`${key}/t`, "hi", { key }), null));
  expect(said.map((each) => each?.about)).toEqual(["greeting", "too_fast", "greeting"]);
});
