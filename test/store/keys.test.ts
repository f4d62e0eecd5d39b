import { expect, test } from "vitest";
import { keyOf, readKey, scopesOf, teamKey } from "../../src/store/keys.ts";

test.each([
  ["slack:T1/C1/17.1/U1", "17.1"],
  ["slack:T1/C1/-/U1", null],
  ["discord:@me/42/-/7", null],
])("%s is taken apart and put together again", (key, thread) => {
  const parts = readKey(key);
  expect(parts?.thread).toBe(thread);
  expect(parts && keyOf(parts)).toBe(key);
});

test.each(["", "slack:T1", "slack:T1/C1", "slack:T1/C1/1/U1/more", "T1/C1/-/U1", "slack:T1//-/U1"])(
  "%j is no conversation's key",
  (key) => {
    expect(readKey(key)).toBeNull();
  },
);

test.each([
  ["slack:T1/C1/17.1/U1", "slack:T1/C1/17.1/team"],
  ["slack:T1/C1/-/U1", null],
  ["slack:T1/D1/17.1/U1", null],
  ["discord:@me/42/43/7", null],
  ["discord:1/42/43/7", "discord:1/42/43/team"],
])("the people of %s share %j", (key, team) => {
  expect(teamKey(key)).toBe(team);
});

test("settings are looked for from the person to everywhere", () => {
  expect(scopesOf("slack:T1/C1/17.1/U1")).toEqual([
    "slack:T1/U1",
    "slack:T1/C1/17.1",
    "slack:T1/C1",
    "slack:T1",
    "*",
  ]);
});
