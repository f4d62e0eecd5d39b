import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { command, mention, press } from "../../fakes/slack/payloads.ts";
import { sendRequest } from "../../fakes/slack/sender.ts";
import { type Rig, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

test.each([
  ["a wrong signature", { secret: "another" }],
  ["a time more than five minutes ago", { atMs: Date.now() - 301_000 }],
  ["a time more than five minutes ahead", { atMs: Date.now() + 302_000 }],
])("a request with %s is refused", async (_, odd) => {
  const { status } = await rig.event(mention({ text: "difference" }), odd);
  expect(status).toBe(401);
  expect(rig.turns).toEqual([]);
});

test("a replayed request is answered once", async () => {
  const asked = mention({ text: "difference", ts: "1.1" });
  for (let time = 0; time < 3; time += 1) await rig.event(asked);
  await rig.until(() => expect(rig.turns).toHaveLength(3));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  await rig.adapter.stop();
  expect(rig.posts()).toHaveLength(1);
});

test("an event is acknowledged when it is saved, so that a crash before that makes Slack send it again", async () => {
  const saved = Promise.withResolvers<null>();
  const slow = await startRig({ options: { runTurn: () => saved.promise } });
  let status = 0;
  const answered = slow.event(mention({ text: "difference" })).then((answer) => {
    status = answer.status;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(status).toBe(0);
  saved.resolve(null);
  await answered;
  expect(status).toBe(200);
  await slow.close();
});

test("an event that is not saved in time is not acknowledged, and Slack is told before it gives up", async () => {
  const saved = Promise.withResolvers<null>();
  const slow = await startRig({ options: { runTurn: () => saved.promise } });
  const { status, ms } = await slow.event(mention({ text: "difference" }));
  expect([status, ms < 2_900]).toEqual([503, true]);
  saved.resolve(null);
  await slow.close();
});

test("Slack's check of the address is answered", async () => {
  const { body } = await rig.event({ type: "url_verification", challenge: "abc", token: "t" });
  expect(body).toEqual({ challenge: "abc" });
});

test("only a POST is heard", async () => {
  const answered = await fetch(`${rig.url}/slack/events`);
  expect([answered.status, answered.headers.get("allow")]).toEqual([405, "POST"]);
});

test("Slack's check of the certificate is answered, though it is not signed, and nothing else in it counts", async () => {
  const check = { ...command("help", { trigger: "t", responseUrl: "u" }), ssl_check: "1" };
  const { status } = await sendRequest(`${rig.url}/slack/events`, "command", check, {
    secret: "another",
  });
  expect(status).toBe(200);
  expect(rig.turns).toEqual([]);
});

test("a command that speaks of that check is a command", async () => {
  const { hasBody } = await rig.command(
    command("ssl_check=1", { trigger: "t", responseUrl: `${rig.url}/nowhere` }),
  );
  expect(hasBody).toBe(true);
});

test.each([
  ["event", "{"],
  ["event", "null"],
  ["event", "7"],
  ["interaction", "payload=%7B"],
] as const)("a signed %s that is no JSON object is refused: %s", async (kind, text) => {
  const { status } = await sendRequest(`${rig.url}/slack/events`, kind, text);
  expect(status).toBe(400);
});

test.each([
  ["event", "[]"],
  ["event", "{}"],
  ["event", '{"type":"odd"}'],
  ["interaction", "a=b"],
] as const)("a signed %s that is nothing Slack sends is nobody's: %s", async (kind, text) => {
  const { status } = await sendRequest(`${rig.url}/slack/events`, kind, text);
  expect(status).toBe(404);
});

test("a press of a button that nobody here knows is acknowledged and explained", async () => {
  const card = { ts: "1.1", channel: "C1", thread_ts: null, to: null };
  const button = { action_id: "another:app", value: "x", block_id: "b" };
  const responseUrl = rig.slack.responseUrl({
    channel: "C1",
    user: "U1",
    ts: "1.1",
    hidden: false,
  });
  const by = { user: "U1", trigger: "t", responseUrl };
  expect((await rig.interaction(press(button, card, by))).status).toBe(200);
  await rig.until(() => expect(rig.whispers()[0]?.text).toContain("another version"));
});

test("a button that opens an address is acknowledged and left to itself", async () => {
  const card = { ts: "1.1", channel: "C1", thread_ts: null, to: null };
  const button = { action_id: "x", value: null, url: "https://example.com", block_id: "b" };
  const by = { user: "U1", trigger: "t", responseUrl: `${rig.url}/nowhere` };
  expect((await rig.interaction(press(button, card, by))).status).toBe(200);
  await rig.adapter.stop();
  expect(rig.turns).toEqual([]);
});

test.each([
  ["shortcut", { type: "shortcut", callback_id: "unknown" }],
  ["message_action", { type: "message_action", callback_id: "unknown", message: { ts: "1.1" } }],
  ["view_submission", { type: "view_submission", view: { id: "V1", callback_id: "unknown" } }],
])("an unknown %s is acknowledged", async (_, payload) => {
  const by = { user: { id: "U1", team_id: "T0TEAM" }, team: { id: "T0TEAM" }, trigger_id: "t" };
  expect((await rig.interaction({ ...payload, ...by })).status).toBe(200);
});

test("a request that breaks off is given up", async () => {
  const { port } = new URL(rig.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.write("POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await rig.event(mention({ text: "difference" }))).status).toBe(200);
});

test("stopping waits for what was begun, and what comes later is sent back", async () => {
  rig.slack.trouble("users.info", { delayMs: 200 });
  await rig.event(mention({ text: "difference" }));
  await rig.adapter.stop();
  await rig.adapter.stop();
  expect(rig.turns).toHaveLength(1);
  expect(rig.adapter.isReady()).toBe(false);
  expect((await rig.event(mention({ text: "difference" }))).status).toBe(503);
});

test("a stopped adapter starts again", async () => {
  await rig.adapter.stop();
  await rig.adapter.start();
  await rig.event(mention({ text: "difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
});

test("a refused token is named at the start, with what to do", async () => {
  await expect(startRig({ config: { botToken: "xoxb-wrong" } })).rejects.toThrow(
    /SLACK_BOT_TOKEN.*OAuth & Permissions/,
  );
});

test("a fault in a handler is logged with an id, and the command says so", async () => {
  const broken = await startRig({
    options: {
      runTurn: async () => {
        throw new Error("store is gone");
      },
    },
  });

  const { body } = await broken.command(
    command("help", { trigger: "t", responseUrl: "http://127.0.0.1:1/" }),
  );
  const line = broken.logged.find((entry) => entry.level === "error");
  expect(JSON.stringify(body)).toContain(String(line?.fields.id));
  await broken.close();
});
