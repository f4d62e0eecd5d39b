import { expect, test } from "vitest";
import { createUsage } from "../../src/runtime/usage.ts";
import type { Use } from "../../src/store/records.ts";

const quiet = { info() {}, warn() {}, error() {} };
const NOON = Date.UTC(2026, 10, 24, 12);
const turn = { platform: "slack", language: "ja", fresh: true, missed: false } as const;

function open(faults = 0) {
  const saved: Use[][] = [];
  let left = faults;
  const addUses = async (uses: readonly Use[]) => {
    if (left-- > 0) throw new Error("away");
    saved.push([...uses]);
  };
  return { saved, usage: createUsage({ addUses }, quiet, () => NOON) };
}

test("turns are counted by day, platform and language; a repeated delivery is none", async () => {
  const { usage, saved } = open();
  usage.count(turn);
  usage.count({ ...turn, missed: true });
  usage.count({ ...turn, fresh: false });
  usage.count({ ...turn, language: null });
  await usage.stop();
  const common = { day: "2026-11-24", platform: "slack" };
  expect(saved).toEqual([
    [
      { ...common, language: "ja", turns: 2, misses: 1 },
      { ...common, language: "none", turns: 1, misses: 0 },
    ],
  ]);
});

test("counts that could not be saved are kept for the next time", async () => {
  const { usage, saved } = open(1);
  usage.count(turn);
  await usage.stop();
  usage.count(turn);
  await usage.stop();
  expect(saved).toMatchObject([[{ turns: 2 }]]);
});
