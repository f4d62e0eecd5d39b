import { expect, test } from "vitest";
import { createPeople } from "../../../src/adapters/slack/connection/people.ts";
import type { Call } from "../../../src/adapters/slack/ports.ts";

const LOG = { info() {}, warn() {}, error() {} };

test("a failed look-up does not cost an admin their rights for long", async () => {
  let at = 0;
  let isDown = true;
  const call: Call = async () => {
    if (isDown) throw new Error("users.info failed");
    return { user: { is_admin: true, locale: "ja-JP" } };
  };
  const person = createPeople(call, () => at, LOG);
  expect(await person("T1", "U1")).toEqual({ locale: null, isAdmin: false });
  isDown = false;
  at += 31_000;
  expect(await person("T1", "U1")).toEqual({ locale: "ja-JP", isAdmin: true });
});

test("whoever may wait longer learns the rights that a message cannot wait for", async () => {
  const told = Promise.withResolvers<Record<string, unknown>>();
  const person = createPeople(
    async () => told.promise,
    () => 0,
    LOG,
  );
  const soon = person("T1", "U1", 10);
  const later = person("T1", "U1", 2_000);
  expect((await soon).isAdmin).toBe(false);
  told.resolve({ user: { is_admin: true } });
  expect((await later).isAdmin).toBe(true);
});
