import { afterEach, beforeEach, expect, test } from "vitest";
import { command, globalShortcut, mention, press } from "../../fakes/slack/payloads.ts";
import { type Rig, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ mode: "socket" });
});
afterEach(() => rig.close());

test("an event over Socket Mode is acknowledged and answered", async () => {
  await rig.slack.socket.send("events_api", mention({ text: "difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
});

test("an event over Socket Mode is acknowledged when it is saved, and not before", async () => {
  const saved = Promise.withResolvers<null>();
  const slow = await startRig({ mode: "socket", options: { runTurn: () => saved.promise } });
  let isAcknowledged = false;
  const answered = slow.slack.socket
    .send("events_api", mention({ text: "difference" }))
    .then(() => {
      isAcknowledged = true;
    });
  await slow.until(() => expect(slow.slack.workspace.calls.length).toBeGreaterThan(0));
  await slow.slack.socket.send("interactive", globalShortcut(slow.slack.trigger()));
  expect(isAcknowledged).toBe(false);
  saved.resolve(null);
  await answered;
  expect(isAcknowledged).toBe(true);
  await slow.close();
});

test("an event over Socket Mode that is not saved in time is not acknowledged, so that it comes again", async () => {
  const saved = Promise.withResolvers<null>();
  const slow = await startRig({ mode: "socket", options: { runTurn: () => saved.promise } });
  const asked = slow.slack.socket.send("events_api", mention({ text: "difference" }));
  await expect(asked).rejects.toThrow("operation_timeout");
  saved.resolve(null);
  await slow.close();
});

test("a press of a button that nobody here knows is acknowledged and explained", async () => {
  const card = { ts: "1.1", channel: "C1", thread_ts: null, to: null };
  const responseUrl = rig.slack.responseUrl({
    channel: "C1",
    user: "U1",
    ts: "1.1",
    hidden: false,
  });
  const unknown = { action_id: "another:app", value: "x", block_id: "b" };
  await rig.slack.socket.send(
    "interactive",
    press(unknown, card, { user: "U1", trigger: rig.slack.trigger(), responseUrl }),
  );
  await rig.until(() => expect(rig.whispers()[0]?.text).toContain("another version"));
});

test("the same event over both connections is answered once", async () => {
  const asked = mention({ text: "difference" });
  await Promise.all([
    rig.slack.socket.send("events_api", asked),
    rig.slack.socket.send("events_api", asked, 1),
  ]);
  await rig.until(() => expect(rig.turns).toHaveLength(2));
  await rig.adapter.stop();
  expect(rig.posts()).toHaveLength(1);
});

test("a command's acknowledgement over Socket Mode is its reply", async () => {
  const responseUrl = rig.slack.responseUrl({ channel: "C1", user: "U1", ts: null, hidden: true });
  const { payload } = await rig.slack.socket.send(
    "slash_commands",
    command("", { trigger: rig.slack.trigger(), responseUrl }),
  );
  expect(JSON.stringify(payload)).toContain("Question 1/3");
});

test("a shortcut over Socket Mode opens the form", async () => {
  await rig.slack.socket.send("interactive", globalShortcut(rig.slack.trigger()));
  await rig.until(() => expect(rig.slack.workspace.views.size).toBe(1));
});

test("two connections are held, and the adapter stays ready while one is refreshed", async () => {
  expect(rig.slack.socket.connections()).toBe(2);
  rig.slack.socket.refresh();
  expect(rig.adapter.isReady()).toBe(true);
  await rig.until(() => expect(rig.slack.socket.opened()).toBe(3));
  await rig.until(() => expect(rig.slack.socket.connections()).toBe(2));
});

test("a cut connection comes back", async () => {
  rig.slack.socket.cut();
  await rig.until(() => expect(rig.slack.socket.opened()).toBe(3));
  await rig.slack.socket.send("events_api", mention({ text: "difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
});

test("a connection that cannot come back at once is tried again", async () => {
  rig.slack.trouble(
    "apps.connections.open",
    { error: "internal_error" },
    { error: "internal_error" },
  );
  rig.slack.socket.cut();
  await rig.until(() =>
    expect(rig.logged.some((line) => line.text.includes("trying again"))).toBe(true),
  );
  await rig.until(() => expect(rig.slack.socket.opened()).toBe(3));
});

test("stopping closes the connections", async () => {
  await rig.adapter.stop();
  await rig.until(() => expect(rig.slack.socket.connections()).toBe(0));
  expect(rig.adapter.isReady()).toBe(false);
});

test("a refused app token is named at the start, with what to do", async () => {
  await expect(startRig({ mode: "socket", config: { appToken: "xapp-wrong" } })).rejects.toThrow(
    /SLACK_APP_TOKEN.*connections:write/,
  );
});
