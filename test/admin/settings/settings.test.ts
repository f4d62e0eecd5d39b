import { afterEach, beforeEach, expect, test } from "vitest";
import { createSettings, type Settings } from "../../../src/admin/settings/settings.ts";
import { createStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { createClock } from "../../store/samples.ts";

const PLACE = "slack:T1/C1/-/U1";
let clock: ReturnType<typeof createClock>;
let store: Store;
let here: Settings;
let elsewhere: Settings;

beforeEach(async () => {
  clock = createClock();
  store = await createStore("memory:", { now: clock.now });
  here = createSettings(store, clock.now);
  elsewhere = createSettings(store, clock.now);
});
afterEach(() => store.close());

/** The setting as it holds here, once what was read beside the last look has come. */
async function privateOnly(): Promise<string> {
  await new Promise((resolve) => setImmediate(resolve));
  return await here.at(PLACE, "private_only");
}

const switchOn = (settings: Settings) =>
  settings.change("slack:T1", "private_only", "on", "slack:T1/U9");

test("a change holds at once where it was made", async () => {
  expect(await privateOnly()).toBe("off");
  await switchOn(here);
  expect(await privateOnly()).toBe("on");
});

test("another instance sees a change within a minute, and does not wait for it", async () => {
  expect(await privateOnly()).toBe("off");
  await switchOn(elsewhere);
  clock.pass(9_000);
  expect(await privateOnly()).toBe("off");
  clock.pass(1_000);
  expect([await privateOnly(), await privateOnly()]).toEqual(["off", "on"]);
});

test("what was looked at more than a minute ago is read first", async () => {
  expect(await privateOnly()).toBe("off");
  await switchOn(elsewhere);
  clock.pass(60_000);
  expect(await privateOnly()).toBe("on");
});

test("while the store is away, what is known holds", async () => {
  await switchOn(here);
  expect(await privateOnly()).toBe("on");
  const settings = store.settings;
  Object.assign(store, { settings: () => Promise.reject(new Error("away")) });
  clock.pass(3_600_000);
  expect(await privateOnly()).toBe("on");
  Object.assign(store, { settings });
});
