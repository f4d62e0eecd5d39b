import { afterEach, beforeEach, expect, test } from "vitest";
import { createSlackClient } from "../../../src/adapters/slack/adapter.ts";
import { checkSlack } from "../../../src/adapters/slack/setup/check.ts";
import { APP_TOKEN, BOT_TOKEN, type FakeSlack, startFakeSlack } from "../../fakes/slack/server.ts";

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.close());

function check(botToken: string, appToken: string, apiUrl = slack.apiUrl) {
  const config = { botToken, appToken, signingSecret: null, oauth: null, apiUrl };
  const log = { info() {}, warn() {}, error() {} };
  return checkSlack((token) => createSlackClient({ config, log }, token), config);
}

test("a right set-up has nothing to cure", async () => {
  expect(await check(BOT_TOKEN, APP_TOKEN)).toEqual([
    { what: "Slack bot token: workspace Test", cure: null },
    { what: "Slack scopes", cure: null },
    { what: "Slack app token: Socket Mode", cure: null },
  ]);
});

test("each missing scope is named, with where to add it", async () => {
  slack.withoutScope("im:history");
  slack.withoutScope("commands");
  const findings = await check(BOT_TOKEN, APP_TOKEN);
  expect(
    findings.filter(({ cure }) => cure?.includes("OAuth & Permissions")).map(({ what }) => what),
  ).toEqual(["Slack scope commands", "Slack scope im:history"]);
});

test("refused tokens are told apart, each with its page", async () => {
  const findings = await check("xoxb-wrong", "xapp-wrong");
  expect(findings.map(({ what, cure }) => [what, cure?.includes("invalid_auth")])).toEqual([
    ["Slack bot token", true],
    ["Slack app token", true],
  ]);
});

test("no network is not taken for a wrong token", async () => {
  const [finding] = await check(BOT_TOKEN, APP_TOKEN, "http://127.0.0.1:1/");
  expect(finding?.cure).toContain("check the network");
});
