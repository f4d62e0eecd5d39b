import { afterEach, beforeEach, expect, test } from "vitest";
import { createSlackAdapter } from "../../../src/adapters/slack/adapter.ts";
import type { Reply } from "../../../src/dialogue/reply.ts";
import type { Delivery } from "../../../src/store/store.ts";
import { content, type Rig, startRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const reply: Reply = {
  about: "topic:difference",
  language: "en",
  blocks: [{ kind: "paragraph", text: "An answer." }],
  choices: [],
  audience: "everyone",
};

function delivery(
  over: Partial<Delivery> = {},
  place: Record<string, string | boolean | null> = {},
): Delivery {
  return {
    id: "d1",
    turn: "slack:T0TEAM/C1/1.1",
    address: {
      platform: "slack",
      place: {
        team: "T0TEAM",
        channel: "C1",
        thread: "1.1",
        user: "U1",
        direct: false,
        question: "1.1",
        edited: false,
        ...place,
      },
    },
    reply,
    attempt: 1,
    recovered: false,
    ...over,
  };
}

test("a posted reply tells its message id and carries its delivery", async () => {
  const settled = await rig.adapter.deliver(delivery());
  const [message] = rig.posts();
  expect(settled).toEqual({ kind: "posted", message: message?.ts });
  expect(message?.metadata).toEqual({
    event_type: "tl_advise_answer",
    event_payload: { delivery: "d1", question: "1.1", part: 0 },
  });
});

test("a rate limit is handed to the outbox with Slack's own wait", async () => {
  rig.slack.trouble("chat.postMessage", { status: 429, retryAfter: 7 });
  expect(await rig.adapter.deliver(delivery())).toMatchObject({ kind: "retry", afterMs: 7_000 });
});

test("a server fault is tried again after a growing pause", async () => {
  rig.slack.trouble("chat.postMessage", { status: 503 }, { status: 503 });
  expect(await rig.adapter.deliver(delivery())).toMatchObject({ kind: "retry", afterMs: 500 });
  expect(await rig.adapter.deliver(delivery({ attempt: 2 }))).toMatchObject({
    kind: "retry",
    afterMs: 1_000,
  });
});

test("a post that Slack did although it said 500 is not repeated", async () => {
  rig.slack.trouble("chat.postMessage", { status: 500, done: true });
  expect(await rig.adapter.deliver(delivery())).toMatchObject({ kind: "retry" });
  expect(await rig.adapter.deliver(delivery({ attempt: 2 }))).toMatchObject({ kind: "posted" });
  expect(rig.posts()).toHaveLength(1);
});

test("a delivery that another worker may have posted is looked for first", async () => {
  await rig.adapter.deliver(delivery());
  const other = createSlackAdapter({
    config: {
      botToken: "xoxb-fake",
      appToken: null,
      signingSecret: "s",
      oauth: null,
      apiUrl: rig.slack.apiUrl,
    },
    runTurn: async () => null,
    content,
    draw: null,
    log: { info() {}, warn() {}, error() {} },
    now: Date.now,
    readFacts: () => ({}),
  });
  expect(await other.deliver(delivery({ attempt: 2, recovered: true }))).toEqual({
    kind: "posted",
    message: rig.posts()[0]?.ts,
  });
  expect(rig.posts()).toHaveLength(1);
});

test("a recovered delivery that was never posted is posted", async () => {
  expect(await rig.adapter.deliver(delivery({ recovered: true }))).toMatchObject({
    kind: "posted",
  });
  expect(rig.posts()).toHaveLength(1);
});

test("of a reply in several messages only the missing ones are posted again", async () => {
  const long: Reply = {
    ...reply,
    blocks: Array.from({ length: 12 }, (_, n) => ({
      kind: "paragraph",
      text: `Part ${n}. ${"word ".repeat(500)}`,
    })),
  };
  rig.slack.trouble("chat.postMessage", { delayMs: 1 }, { status: 503 });
  expect(await rig.adapter.deliver(delivery({ reply: long }))).toMatchObject({ kind: "retry" });
  expect(await rig.adapter.deliver(delivery({ reply: long, attempt: 2 }))).toMatchObject({
    kind: "posted",
  });
  const told = rig
    .posts()
    .map((message) => message.text)
    .join("\n");
  expect(Array.from({ length: 12 }, (_, n) => told.split(`Part ${n}. `).length - 1)).toEqual(
    Array(12).fill(1),
  );
});

test("refused blocks are sent as text, and the log holds their shape alone", async () => {
  rig.slack.trouble("chat.postMessage", { error: "invalid_blocks" });
  expect(await rig.adapter.deliver(delivery())).toMatchObject({ kind: "posted" });
  expect(rig.posts()[0]).toMatchObject({ text: "An answer.", blocks: [] });
  expect(rig.logged.find((line) => line.level === "error")?.fields.refused).toEqual({
    text: 10,
    blocks: ["rich_text:111"],
    size: 113,
  });
});

test.each([
  ["not_in_channel", "/invite"],
  ["channel_not_found", "/invite"],
  ["restricted_action", "apps may not post there"],
  ["restricted_action_thread_locked", "closed to replies"],
  ["is_archived", "archived"],
  ["missing_scope", "permission"],
])("where %s, the asker gets the answer directly, and what is wrong", async (error, words) => {
  rig.slack.trouble("chat.postMessage", { error });
  const settled = await rig.adapter.deliver(delivery());
  expect(settled).toEqual({ kind: "posted", message: null });
  const [why, answer] = rig.posts();
  expect([why?.channel, answer?.channel]).toEqual(["U1", "U1"]);
  expect(why?.text).toContain(words);
  expect(why?.text).toContain("<#C1>");
  expect(answer?.text).toContain("An answer.");
});

test("a reply that nobody can be told of is given up", async () => {
  const troubles = [{ error: "not_in_channel" }, { error: "messages_tab_disabled" }];
  rig.slack.trouble("chat.postMessage", ...troubles);
  expect(await rig.adapter.deliver(delivery())).toMatchObject({ kind: "dropped" });
});

test("a post for all that is refused goes to nobody alone", async () => {
  rig.slack.trouble("chat.postMessage", { error: "not_in_channel" });
  expect(await rig.adapter.deliver(delivery({}, { forAll: true }))).toMatchObject({
    kind: "dropped",
  });
  expect(rig.posts()).toEqual([]);
});

test("where threads are not possible, the answer stands in the channel", async () => {
  rig.slack.trouble("chat.postMessage", { error: "restricted_action_non_threadable_channel" });
  expect(await rig.adapter.deliver(delivery())).toMatchObject({ kind: "posted" });
  expect(rig.posts()[0]).toMatchObject({ channel: "C1", thread_ts: null });
});

test("thumbs that Slack refuses are two buttons, from then on without being tried", async () => {
  const thumb = (helpful: boolean) =>
    ({
      role: "rating",
      label: helpful ? "Helpful" : "Not helpful",
      description: null,
      action: { kind: "rate", about: "topic:difference", helpful },
      primary: false,
    }) as const;
  const rated = delivery({ reply: { ...reply, choices: [thumb(true), thumb(false)] } });
  rig.slack.trouble("chat.postMessage", { error: "invalid_blocks" });
  await rig.adapter.deliver(rated);
  await rig.adapter.deliver({ ...rated, id: "d2" });
  const kinds = rig.posts().map(({ blocks }) => blocks.map(({ type }) => type));
  expect(kinds).toEqual([
    ["rich_text", "actions"],
    ["rich_text", "actions"],
  ]);
});

test.each(["invalid_auth", "account_inactive"])(
  "%s is not tried again, and logged",
  async (error) => {
    rig.slack.trouble("chat.postMessage", { error });
    expect(await rig.adapter.deliver(delivery())).toEqual({
      kind: "dropped",
      error: `SlackFault: chat.postMessage: ${error}`,
    });
    expect(rig.logged.some((line) => line.level === "error")).toBe(true);
  },
);

test("a reply for its asker alone is seen by nobody else", async () => {
  await rig.adapter.deliver(delivery({ reply: { ...reply, audience: "asker" } }));
  expect(rig.whispers()[0]).toMatchObject({ to: "U1", thread_ts: "1.1" });
  expect(rig.posts()).toEqual([]);
});

test("in a direct message a private reply is an ordinary one", async () => {
  await rig.adapter.deliver(
    delivery(
      { reply: { ...reply, audience: "asker" } },
      { channel: "D1", thread: null, direct: true },
    ),
  );
  expect(rig.posts()).toHaveLength(1);
});

test("a file of the reply is uploaded into the thread", async () => {
  const file = {
    kind: "file",
    name: "record.md",
    mime: "text/markdown",
    text: "# Record",
  } as const;
  await rig.adapter.deliver(delivery({ reply: { ...reply, blocks: [...reply.blocks, file] } }));
  expect(rig.slack.workspace.uploads).toMatchObject([
    { name: "record.md", bytes: 8, channel: "C1", thread: "1.1" },
  ]);
});

const FILE = { kind: "file", name: "record.md", mime: "text/markdown", text: "# Record" } as const;

test("a file that may not be uploaded is told as text, with the missing permission", async () => {
  rig.slack.withoutScope("files:write");
  const settled = await rig.adapter.deliver(
    delivery({ reply: { ...reply, blocks: [...reply.blocks, FILE] } }),
  );
  expect(settled).toMatchObject({ kind: "posted" });
  expect(rig.posts()[1]).toMatchObject({ channel: "C1", thread_ts: "1.1" });
  expect(rig.posts()[1]?.text).toMatch(/files:write[\s\S]*# Record/);
});

test("a file for its asker alone goes to their direct messages, and the channel says where it is", async () => {
  const asked = { ...reply, blocks: [...reply.blocks, FILE], audience: "asker" } as const;
  await rig.adapter.deliver(delivery({ reply: asked }));
  expect(rig.slack.workspace.uploads).toMatchObject([{ name: "record.md", channel: "U1" }]);
  expect(rig.whispers().map(({ text }) => text)).toEqual([
    "An answer.",
    "record.md is in your direct messages with me.",
  ]);
});

test("an address that is not Slack's is dropped", async () => {
  expect(
    await rig.adapter.deliver(delivery({ address: { platform: "slack", place: {} } })),
  ).toMatchObject({ kind: "dropped" });
});

const map = {
  kind: "picture",
  picture: { kind: "map", answers: {}, language: "en" },
  alt: "The decision map.",
} as const;
const png = Uint8Array.from([137, 80, 78, 71]);

test("a picture is uploaded once and shown with its alternative text", async () => {
  const drawing = await startRig({ options: { draw: async () => png } });
  await drawing.adapter.deliver(delivery({ reply: { ...reply, blocks: [map] } }));
  await drawing.adapter.deliver(delivery({ id: "d2", reply: { ...reply, blocks: [map] } }));
  expect(drawing.slack.workspace.uploads).toHaveLength(1);
  expect(drawing.posts()[1]?.blocks).toEqual([
    {
      type: "image",
      slack_file: { id: drawing.slack.workspace.uploads[0]?.id },
      alt_text: "The decision map.",
    },
  ]);
  await drawing.close();
});

const refused = { error: "invalid_blocks" };

test.each([
  ["without files:write", (slack: Rig["slack"]) => slack.withoutScope("files:write")],
  [
    "when Slack never shows the file",
    (slack: Rig["slack"]) => slack.trouble("chat.postMessage", refused, refused, refused, refused),
  ],
])(
  "%s a picture's text stands for it, among the other blocks",
  async (_, spoil) => {
    const drawing = await startRig({ options: { draw: async () => png } });
    spoil(drawing.slack);
    await drawing.adapter.deliver(
      delivery({ reply: { ...reply, blocks: [...reply.blocks, map] } }),
    );
    expect(drawing.posts()[0]?.blocks.map(({ type }) => type)).toEqual(["rich_text", "context"]);
    expect(JSON.stringify(drawing.posts()[0]?.blocks)).toContain("The decision map.");
    await drawing.close();
  },
  15_000,
);

test("a picture that Slack is still processing is shown by the next try", async () => {
  const drawing = await startRig({ options: { draw: async () => png } });
  drawing.slack.trouble("chat.postMessage", refused);
  await drawing.adapter.deliver(delivery({ reply: { ...reply, blocks: [...reply.blocks, map] } }));
  expect(drawing.posts().map(({ blocks }) => blocks.map(({ type }) => type))).toEqual([
    ["rich_text", "image"],
  ]);
  await drawing.close();
});

test("a private answer is posted for all on request, but not that it failed", async () => {
  const asked = { ...reply, audience: "asker" } as const;
  const again = { kind: "topic", topic: "peft_lora" } as const;
  await rig.adapter.deliver(delivery({ reply: asked }, { shared: true }));
  expect([rig.posts().length, rig.whispers().length]).toEqual([0, 1]);
  await rig.adapter.deliver(
    delivery({ id: "d2", reply: { ...asked, shareable: again } }, { shared: true }),
  );
  expect([rig.posts().length, rig.whispers().length]).toEqual([1, 1]);
});
