import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { programVersion } from "../../src/app/version.ts";

const START = fileURLToPath(new URL("../../src/start.js", import.meta.url));
/** Without a .env. */
const folder = mkdtempSync(join(tmpdir(), "tl-advise-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { PATH = "" } = process.env;
  const env = { PATH, ...environment };
  return spawnSync(process.execPath, [START, ...words], { cwd: folder, env, encoding: "utf8" });
}

test.each([["--help"], ["doctor", "--help"], ["setup", "-h"]])(
  "%s %s tells the usage and exits 0",
  (...words) => {
    const { status, stdout } = run(words);
    expect([status, stdout]).toEqual([0, expect.stringContaining("npm run")]);
  },
);

test("--version tells the version", () => {
  expect(run(["--version"])).toMatchObject({
    status: 0,
    stdout: `tl-advise ${programVersion()}\n`,
  });
});

test.each([
  [["constructor"], "There is no command constructor"],
  [["ask", "--jsonlines"], "--jsonlines"],
  [["ask"], "npm run -s ask"],
  [["ask", "--jsonl", "why?"], "npm run -s ask"],
  [["doctor", "--fix"], "--fix"],
  [["chat", "please"], "npm run chat"],
  [["setup", "teams"], "npm run setup"],
  [["gaps", "--csv", "--json"], "npm run gaps"],
  [["backup"], "npm run backup"],
])("%j is bad usage: exit 2, with what there is", (words, said) => {
  expect(run(words)).toMatchObject({ status: 2, stderr: expect.stringContaining(said) });
});

test("claims prints a row for each claim, with its source and status", () => {
  const { status, stdout } = run(["claims"]);
  const rows = stdout.trim().split("\n");
  expect([status, rows[0]]).toEqual([0, expect.stringContaining("status")]);
  expect(rows.length).toBeGreaterThan(300);
  expect(rows.slice(2).filter((row) => row.split(" | ").length < 6)).toEqual([]);
});

test("production without tokens is a named fault, so that no supervisor restarts a chat for ever", () => {
  const { status, stderr } = run([], { NODE_ENV: "production" });
  expect(status).toBe(1);
  expect(stderr).toContain("SLACK_BOT_TOKEN");
  expect(stderr).toContain("DISCORD_TOKEN");
});

test("an older Node is told which one is wanted", () => {
  const old = `Object.defineProperty(process.versions, "node", { value: "20.19.0" });await import(${JSON.stringify(START)})`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", old], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining("needs Node 24, but this is Node 20.19.0"),
  ]);
});
