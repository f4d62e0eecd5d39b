import { afterEach, beforeEach, expect, test } from "vitest";
import {
  event,
  globalShortcut,
  mention,
  messageShortcut,
  press,
  submission,
  viewPress,
} from "../../fakes/slack/payloads.ts";
import type { Json } from "../../fakes/slack/workspace.ts";
import { button, buttonsOf, type Rig, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ options: { lastAdvice: async () => "TL-FER4-01KX" } });
});
afterEach(() => rig.close());

const chosen = (value: string) => ({
  option: { type: "radio_buttons", selected_option: { value } },
});

/** The only view that is not a Home tab, with its id. */
function openView(): { id: string; view: Json } {
  const [id, view] =
    [...rig.slack.workspace.views].findLast(([known]) => !known.startsWith("home:")) ?? [];
  if (!id || !view) throw new Error("no view is open");
  return { id, view };
}

async function submit(values: object) {
  const { id, view } = openView();
  return await rig.interaction(
    submission(
      { id, private_metadata: view.private_metadata, callback_id: view.callback_id },
      values,
    ),
  );
}

test("the global shortcut opens the form with all three questions", async () => {
  await rig.interaction(globalShortcut(rig.slack.trigger()));
  await rig.until(() => expect(openView().view.callback_id).toBe("tl_form"));
  const inputs = (openView().view.blocks as Json[]).map((block) => block.block_id);
  expect(inputs).toEqual(["data", "similarity", "compute", "details"]);
});

test("the filled-in form is acknowledged with the advice in its place", async () => {
  await rig.interaction(globalShortcut(rig.slack.trigger()));
  await rig.until(() => openView());
  const { body } = await submit({
    data: chosen("small"),
    similarity: chosen("close"),
    compute: chosen("limited"),
  });
  expect(body).toMatchObject({
    response_action: "update",
    view: { type: "modal", callback_id: "tl_result" },
  });
});

test("what stays open in the form is asked in it", async () => {
  await rig.interaction(globalShortcut(rig.slack.trigger()));
  await rig.until(() => openView());
  const { body } = await submit({ data: chosen("small") });
  expect(JSON.stringify(body)).toContain("How close is your task".split(" ").at(0));
  expect(rig.turns[0]?.input).toEqual({
    kind: "action",
    action: { kind: "facts", answers: { data: "small" } },
  });
});

test("the form's free line adds facts, and what was chosen wins", async () => {
  await rig.interaction(globalShortcut(rig.slack.trigger()));
  await rig.until(() => openView());
  await submit({
    compute: chosen("ample"),
    details: { text: { value: "500 photos, close, no GPU" } },
  });
  expect(rig.turns[0]?.input).toMatchObject({
    action: { answers: { examples: 500, similarity: "close", compute: "ample" } },
  });
});

test("a press in the result goes on in the same modal", async () => {
  await rig.interaction(globalShortcut(rig.slack.trigger()));
  await rig.until(() => openView());
  const { body } = await submit({
    data: chosen("small"),
    similarity: chosen("close"),
    compute: chosen("limited"),
  });
  const { id } = openView();
  const result = (body as { view: Json }).view;
  await rig.interaction(
    viewPress(
      button(result, "What changes it"),
      { id, type: "modal" },
      { user: "U1", trigger: rig.slack.trigger() },
    ),
  );
  await rig.until(() => expect(openView().view.callback_id).toBe("tl_result"));
});

test("the form opened from a card puts the advice into that card", async () => {
  await rig.event(mention({ text: "choose", ts: "1.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  const card = rig.posts()[0]!;
  const responseUrl = rig.slack.responseUrl({
    channel: "C1",
    user: "U1",
    ts: card.ts,
    hidden: false,
  });
  await rig.interaction(
    press(button(card, "All three at once"), card, {
      user: "U1",
      trigger: rig.slack.trigger(),
      responseUrl,
    }),
  );
  await rig.until(() => openView());
  const { body } = await submit({
    data: chosen("small"),
    similarity: chosen("close"),
    compute: chosen("limited"),
  });
  expect(body).toBeNull();
  await rig.until(() => expect(card.text).toContain("TL-"));
  expect(rig.posts()).toHaveLength(1);
});

test("the form opened in the middle of a flow shows what was answered", async () => {
  await rig.event(mention({ text: "500 photos", ts: "1.1" }));
  await rig.until(() => expect(rig.posts()).toHaveLength(1));
  const card = rig.posts()[0]!;
  const responseUrl = rig.slack.responseUrl({
    channel: "C1",
    user: "U1",
    ts: card.ts,
    hidden: false,
  });
  await rig.interaction(
    press(button(card, "All three at once"), card, {
      user: "U1",
      trigger: rig.slack.trigger(),
      responseUrl,
    }),
  );
  await rig.until(() => expect(JSON.stringify(openView().view)).toContain('"initial_option"'));
});

test("a form is opened with a trigger once only", async () => {
  const trigger = rig.slack.trigger();
  await rig.interaction(globalShortcut(trigger));
  await rig.interaction(globalShortcut(trigger));
  await rig.adapter.stop();
  expect(rig.slack.workspace.views.size).toBe(1);
  expect(rig.logged.filter((line) => line.level === "error")).toHaveLength(1);
});

test("“Advise on this” takes the message's facts and asks only what is missing, privately", async () => {
  const responseUrl = rig.slack.responseUrl({ channel: "C1", user: "U1", ts: null, hidden: true });
  await rig.interaction(
    messageShortcut("We have 500 photos and no GPU.", {
      trigger: rig.slack.trigger(),
      responseUrl,
    }),
  );
  await rig.until(() => expect(rig.whispers()).toHaveLength(1));
  expect(rig.whispers()[0]?.to).toBe("U1");
  expect(rig.whispers()[0]?.text).toContain("Question 2/3");
  expect(rig.posts()).toEqual([]);
});

test("“Advise on this” works in a channel that the bot is not in", async () => {
  rig.slack.workspace.outside.add("C2");
  const responseUrl = rig.slack.responseUrl({ channel: "C2", user: "U1", ts: null, hidden: true });
  await rig.interaction(
    messageShortcut("500 photos, close, no GPU", {
      trigger: rig.slack.trigger(),
      responseUrl,
      channel: "C2",
    }),
  );
  await rig.until(() => expect(rig.whispers()[0]?.text).toContain("TL-"));
});

async function openHome(user = "U1"): Promise<Json> {
  await rig.event(event("app_home_opened", { user, channel: "D1", tab: "home" }));
  await rig.until(() => expect(rig.slack.workspace.views.has(`home:${user}`)).toBe(true));
  return rig.slack.workspace.views.get(`home:${user}`)!;
}

test("the Home tab says what the bot does and offers start, form, last advice, languages and privacy", async () => {
  const home = await openHome();
  expect(buttonsOf(home).map((element) => (element.text as Json).text)).toEqual([
    "Help me choose",
    "What can I ask?",
    "Help",
    "All three at once",
    "Open my last advice",
    "English",
    "日本語",
  ]);
  expect(JSON.stringify(home.blocks)).toContain("I keep your answers");
});

test("a press in the Home tab opens the reply as a modal", async () => {
  const home = await openHome();
  await rig.interaction(
    viewPress(
      button(home, "Help me choose"),
      { id: "VHOME", type: "home" },
      { user: "U1", trigger: rig.slack.trigger() },
    ),
  );
  await rig.until(() => expect(JSON.stringify(openView().view)).toContain("Question 1/3"));
});

test("choosing a language in the Home tab redraws it in that language", async () => {
  const home = await openHome();
  await rig.interaction(
    viewPress(
      button(home, "日本語"),
      { id: "VHOME", type: "home" },
      { user: "U1", trigger: rig.slack.trigger() },
    ),
  );
  await rig.until(() =>
    expect(JSON.stringify(rig.slack.workspace.views.get("home:U1"))).toContain("前回の提案"),
  );
});

test("opening the Messages tab sets at most four suggested prompts, without a thread", async () => {
  await rig.event(event("app_home_opened", { user: "U1", channel: "D1", tab: "messages" }));
  const call = () =>
    rig.slack.workspace.calls.find(
      (known) => known.method === "assistant.threads.setSuggestedPrompts",
    );
  await rig.until(() => expect(call()).toBeDefined());
  expect(call()?.args.prompts).toHaveLength(4);
  expect(call()?.args).not.toHaveProperty("thread_ts");
});

test("a join is told with the person's locale, and the bot's own is not", async () => {
  const joins: unknown[] = [];
  const other = await startRig({ options: { joined: async (join) => void joins.push(join) } });
  other.slack.workspace.locales.set("U5", "ja-JP");
  await other.event(event("member_joined_channel", { user: "U5", channel: "C1", team: "T0TEAM" }));
  await other.event(
    event("member_joined_channel", { user: "U0BOT", channel: "C1", team: "T0TEAM" }),
  );
  await other.close();
  expect(joins).toEqual([
    { team: "T0TEAM", channel: "C1", user: "U5", id: "slack:T0TEAM/C1/joined/U5", locale: "ja-JP" },
  ]);
});
