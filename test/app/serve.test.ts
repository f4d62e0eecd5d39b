import { afterEach, expect, test, vi } from "vitest";
import { readConfig } from "../../src/app/config.ts";
import { type Running, serve } from "../../src/app/serve.ts";
import { mention } from "../fakes/slack/payloads.ts";
import { SIGNING_SECRET, sendRequest } from "../fakes/slack/sender.ts";
import { BOT_TOKEN, type FakeSlack, startFakeSlack } from "../fakes/slack/server.ts";

let slack: FakeSlack;
let running: Running | null = null;
afterEach(async () => {
  vi.restoreAllMocks();
  await running?.stop();
  await slack.close();
});

async function start(): Promise<string> {
  slack = await startFakeSlack();
  const environment = {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: "memory:",
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "silent",
  };
  running = await serve({ ...readConfig(environment, ["en", "ja"]) });
  return `http://127.0.0.1:${running.port}`;
}

test("after the machine's clock was corrected by ten minutes, Slack's events are still accepted", async () => {
  const url = await start();
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200));
  const corrected = Date.now() + 10 * 60_000;
  vi.spyOn(Date, "now").mockImplementation(() => corrected);
  const event = mention({ text: "<@UBOT> what is LoRA?" });
  const answered = await sendRequest(`${url}/slack/events`, "event", event);
  expect(answered.status).toBe(200);
});

test("/metrics tells the version and how long the store takes", async () => {
  const url = await start();
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200));
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toMatch(/^tl_advise_build_info\{version="\d+\.\d+\.\d+",node="24\.[\d.]+"\} 1$/m);
  expect(text).toMatch(/^tl_advise_store_seconds_count\{operation="claim"\} [1-9]/m);
});
