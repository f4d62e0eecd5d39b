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
