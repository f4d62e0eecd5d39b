import { afterEach, beforeEach, expect, test } from "vitest";
import { startFakeSlack } from "../../fakes/slack/server.ts";
import { BOT, type Json } from "../../fakes/slack/workspace.ts";
import { type Rig, startRig } from "./rig.ts";

let rig: Rig | null = null;
let slack: Awaited<ReturnType<typeof startFakeSlack>>;
beforeEach(async () => {
  slack = await startFakeSlack();
  slack.workspace.channels.set("D1", { is_im: true });
  slack.workspace.channels.set("C1", { name: "general" });
});
afterEach(async () => {
  await rig?.close();
  rig = null;
  await slack.close();
});

/** A message from so many seconds ago. */
function spoken(channel: string, text: string, secondsAgo: number, more: Json = {}) {
  const ts = (Date.now() / 1000 - secondsAgo).toFixed(6);
  slack.workspace.history.push({ type: "message", channel, user: "U1", text, ts, ...more });
  return ts;
}

/** Starts the bot beside the workspace, and waits until it has looked. */
async function start(): Promise<Rig> {
  rig = await startRig({ mode: "socket", config: { apiUrl: slack.apiUrl } });
  const looks = () =>
    slack.workspace.calls.filter(({ method }) => method === "conversations.history");
  await rig.until(() => expect(looks()).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return rig;
}

test("what was asked while nobody was there is answered at the start, oldest first", async () => {
  const later = spoken("C1", `<@${BOT}> difference`, 60);
  const earlier = spoken("D1", "compare", 120);
  const { turns } = await start();
  expect(turns.map(({ id }) => id)).toEqual([
    `slack:T0TEAM/D1/${earlier}`,
    `slack:T0TEAM/C1/${later}`,
  ]);
});

test("what is older than ten minutes, said to others, answered or a bot's is left alone", async () => {
  spoken("D1", "difference", 700);
  spoken("C1", "difference?", 60);
  spoken("C1", `<@${BOT}> difference`, 60, { reply_users: [BOT] });
  spoken("C1", `<@${BOT}> difference`, 60, { bot_id: "B9" });
  const answered = spoken("D1", "difference", 50);
  spoken("D1", "The answer", 49, {
    user: BOT,
    metadata: { event_type: "tl_advise_answer", event_payload: { question: answered } },
  });
  expect((await start()).turns).toEqual([]);
});

test("a workspace that cannot be looked through is served all the same", async () => {
  slack.withoutScope("im:read");
  slack.withoutScope("channels:read");
  slack.withoutScope("groups:read");
  slack.withoutScope("mpim:read");
  rig = await startRig({ mode: "socket", config: { apiUrl: slack.apiUrl } });
  await rig.until(() =>
    expect(rig?.logged.some(({ text }) => text.includes("could not be looked up"))).toBe(true),
  );
  expect(rig.adapter.isReady()).toBe(true);
});
