import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultless } from "./scenes.ts";
import { killOnSlack } from "./slack-kills.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tl-advise-slack-faults-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(["http", "socket"] as const)(
  "what Slack was told of over %s is answered once, though the process is killed at random points",
  async (mode) => {
    const database = `sqlite:${join(folder, `${mode}.db`)}`;
    const verdict = await killOnSlack({ database, mode, kills: 5, conversations: 6 });
    expect(verdict).toEqual(faultless(verdict.messages));
    expect(verdict.messages).toBeGreaterThan(10);
  },
  90_000,
);
