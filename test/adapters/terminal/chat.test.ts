import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const FLOW = ["help me choose", "350 photos", "close", "one 3090", "what is LoRA?"];

test("lines that are piped in are all answered, though their input has ended", async () => {
  const child = spawn(process.execPath, ["src/start.js", "chat"], {
    env: { ...process.env, LANG: "en_US.UTF-8", DATABASE_URL: "memory:" },
  });
  child.stdin.end(`${FLOW.join("\n")}\n`);
  const [said, faults, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  expect({ faults, code }).toEqual({ faults: "", code: 0 });
  expect(said).toMatch(/Question 1\/3.*Question 2\/3.*Question 3\/3.*First step.*LoRA.*Goodbye/s);
}, 20_000);
