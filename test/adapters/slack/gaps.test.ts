import { expect, test } from "vitest";
import { watchGaps } from "../../../src/adapters/slack/connection/socket/gaps.ts";

/** Two connections, opened and closed at given seconds. */
function play(changes: readonly (readonly [at: number, first: boolean, second: boolean])[]) {
  const open = [true, true];
  const ended: number[] = [];
  let at = 0;
  const sockets = [0, 1].map((index) => ({ isOpen: () => open[index] ?? false }));
  const gaps = watchGaps(
    sockets,
    () => at * 1_000,
    (gapMs) => ended.push(gapMs / 1_000),
  );
  for (const [second, ...states] of changes) {
    at = second;
    open.splice(0, 2, ...states);
    gaps.changed();
  }
  return ended;
}

test("a gap is as long as no connection was open", () => {
  expect(
    play([
      [10, false, true],
      [12, false, false],
      [20, false, false],
      [60, true, false],
      [61, true, true],
    ]),
  ).toEqual([48]);
});

test("connections that are refreshed one after the other leave no gap", () => {
  expect(
    play([
      [10, false, true],
      [30, true, true],
      [31, true, false],
      [50, true, true],
    ]),
  ).toEqual([]);
});

test("a short gap is none", () => {
  expect(
    play([
      [10, false, false],
      [12, true, false],
    ]),
  ).toEqual([]);
});
