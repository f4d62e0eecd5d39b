import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore, steadyNow } from "../../src/store/open.ts";
import { KEEP_QUESTIONS } from "../../src/store/repositories/effects.ts";
import type { Store } from "../../src/store/store.ts";
import { ADDRESS, saying } from "./samples.ts";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tl-advise-file-"));
  store = await createStore(`sqlite:${join(folder, "bot.db")}`, { now: steadyNow });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How often the text stands in the database's files, byte by byte. */
function occurrences(text: string): number {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
  return files.join("\n").split(text).length - 1;
}

async function talk(user: string, turns: number): Promise<void> {
  const key = `slack:T1/C1/17.1/${user}`;
  const address = { platform: "slack", place: { channel: "C1", user } };
  const miss = { kind: "miss", text: `word of ${user}`, language: "en", candidates: [] } as const;
  for (let turn = 0; turn < turns; turn += 1) {
    await store.update(key, `${user}/${turn}`, saying(`for ${user}`, { address, effects: [miss] }));
  }
  await store.planFollowUp({
    id: user,
    key,
    code: "c",
    language: "ja",
    address: ADDRESS,
    dueAt: 0,
  });
  await store.changeSetting("slack:T1", "mention_only", user, `slack:T1/${user}`);
}

test("the id and the words of a person who is forgotten are nowhere in the files", async () => {
  await store.changeSetting("slack:T1", KEEP_QUESTIONS, "on", "slack:T1/UADMIN");
  for (let round = 0; round < 5; round += 1) {
    await talk("UFORGOTTEN", 20);
    await talk(`UOTHER${round}`, 20);
  }
  await store.changeSetting("slack:T1", "mention_only", "on", "slack:T1/UADMIN");
  expect(occurrences("UFORGOTTEN")).toBeGreaterThan(0);
  await store.forget("slack:T1/UFORGOTTEN");
  expect([occurrences("slack:T1/UFORGOTTEN"), occurrences("word of UFORGOTTEN")]).toEqual([0, 0]);
  expect(occurrences("word of UOTHER1")).toBeGreaterThan(0);
});

test("who is forgotten while somebody else reads the file is gone from it once the reader is", async () => {
  await store.changeSetting("slack:T1", KEEP_QUESTIONS, "on", "slack:T1/UADMIN");
  await talk("UFORGOTTEN", 5);
  const reader = new DatabaseSync(join(folder, "bot.db"), { readOnly: true });
  reader.exec("BEGIN; SELECT COUNT(*) FROM misses");
  await store.forget("slack:T1/UFORGOTTEN");
  expect(occurrences("word of UFORGOTTEN")).toBeGreaterThan(0);
  reader.close();
  await vi.waitFor(() => expect(occurrences("word of UFORGOTTEN")).toBe(0), 10_000);
});

test("what is not waiting to be posted names no person", async () => {
  const key = "slack:T1/C1/17.1/USOMEBODY";
  await store.update(key, "t1", saying("hello", { address: ADDRESS }));
  await store.once("join/USOMEBODY", "slack:T1/USOMEBODY");
  await store.rate("slack:T1/USOMEBODY", { about: "topic:x", helpful: true, reason: null });
  expect(occurrences("USOMEBODY")).toBe(0);
});

test("a file that was closed opens again with all that was saved", async () => {
  await store.preferLanguage("slack:T1", "ja");
  await store.close();
  store = await createStore(`sqlite:${join(folder, "bot.db")}`, { now: steadyNow });
  expect(await store.preferredLanguage(["slack:T1"])).toBe("ja");
});
