import { afterEach, beforeEach, expect, test } from "vitest";
import { direct, event } from "../../fakes/slack/payloads.ts";
import { type Rig, readFacts, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({
    options: {
      readFacts: (text) =>
        /nlp|texts/.test(text) ? { ...readFacts(text), modality: "text" } : readFacts(text),
    },
  });
});
afterEach(() => rig.close());

const callsOf = (method: string) =>
  rig.slack.workspace.calls.filter((call) => call.method === method).map(({ args }) => args);

test("a threaded direct message becomes a session with the answer's title, once", async () => {
  await rig.event(direct({ text: "difference", ts: "2.2", thread: "2.1" }));
  await rig.until(() => expect(callsOf("agents.sessions.setStatus")).toHaveLength(1));
  expect(callsOf("agents.sessions.setStatus")[0]).toMatchObject({
    channel_id: "D1",
    thread_ts: "2.1",
    status: "active",
    initiator_user_id: "U1",
  });
  const [named] = callsOf("agents.sessions.setStatus");
  expect(rig.posts()[0]?.text).toContain(named?.title);
  await rig.event(direct({ text: "difference", ts: "2.3", thread: "2.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(2));
  expect(callsOf("agents.sessions.setStatus")).toHaveLength(1);
});

test("a session that goes on to something else is renamed", async () => {
  await rig.event(direct({ text: "difference", ts: "2.2", thread: "2.1" }));
  await rig.until(() => expect(callsOf("agents.sessions.setStatus")).toHaveLength(1));
  await rig.event(direct({ text: "compare", ts: "2.3", thread: "2.1" }));
  await rig.until(() => expect(callsOf("agents.sessions.rename")).toHaveLength(1));
});

test("in the main line of direct messages and in channels there is no session", async () => {
  await rig.event(direct({ text: "difference" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  await rig.adapter.stop();
  expect(callsOf("agents.sessions.setStatus")).toEqual([]);
});

test("where the app is no agent, the answer is there all the same", async () => {
  rig.slack.trouble("agents.sessions.setStatus", { error: "not_allowed" });
  await rig.event(direct({ text: "difference", ts: "2.2", thread: "2.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  await rig.until(() => expect(rig.settled).toMatchObject([{ kind: "posted" }]));
});

test("what a person stopped is not posted any more, and what they ask afterwards is", async () => {
  const stopped = { channel: "D1", thread_ts: "2.1", user: "U1", event_ts: "2.5" };
  await rig.event(event("agent_session_stopped", stopped));
  await rig.event(direct({ text: "difference", ts: "2.2", thread: "2.1" }));
  await rig.until(() => expect(rig.settled).toHaveLength(1));
  expect(rig.settled[0]).toEqual({ kind: "dropped", error: "the session was stopped" });
  await rig.event(direct({ text: "difference", ts: "2.6", thread: "2.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
});

const viewing = (channel: string) => ({
  user: "U1",
  channel: "D1",
  context: { entities: [{ channel_id: channel }] },
});
const third = () =>
  (
    callsOf("assistant.threads.setSuggestedPrompts").at(-1)?.prompts as
      | readonly { readonly message: string }[]
      | undefined
  )?.[2]?.message;

test.each([
  ["nlp-questions", "labelled texts"],
  ["random", "labelled photos"],
])("beside the channel #%s the prompts speak of %s", async (name, words) => {
  rig.slack.workspace.channels.set("C7", { name });
  await rig.event(event("app_context_changed", viewing("C7")));
  await rig.until(() => expect(third()).toContain(words));
});

test("a viewed channel that cannot be read leaves the usual prompts", async () => {
  await rig.event(event("app_context_changed", viewing("C8")));
  await rig.until(() => expect(third()).toContain("labelled photos"));
});

test("where Slack does not name the Messages tab, the one that was opened last is meant", async () => {
  await rig.event(event("app_home_opened", { user: "U1", tab: "messages", channel: "D1" }));
  await rig.until(() => expect(third()).toBeDefined());
  await rig.event(event("app_context_changed", { user: "U1", context: {} }));
  await rig.until(() => expect(callsOf("assistant.threads.setSuggestedPrompts")).toHaveLength(2));
  expect(callsOf("assistant.threads.setSuggestedPrompts")[1]?.channel_id).toBe("D1");
});
