import type { ReplyTarget } from "../../../src/adapters/slack/delivery/respond.ts";
import type { Pressed } from "../../../src/adapters/slack/events/parse-press.ts";
import {
  encodeValue,
  TEAM as TEAM_OWNER,
} from "../../../src/adapters/slack/render/choice-value.ts";
import { formView } from "../../../src/adapters/slack/render/modal.ts";
import type { Action } from "../../../src/dialogue/action.ts";
import { loadContent } from "../../../src/knowledge/load.ts";
import * as fake from "../../fakes/slack/payloads.ts";
import { BOT, BOT_ID, TEAM } from "../../fakes/slack/workspace.ts";

export const { content } = loadContent("locales");
export const SELF = { userId: BOT, botId: BOT_ID };

const asked = fake.mention({ text: "what is LoRA?", ts: "1.1" });
const said = fake.message({ text: "is it better?", ts: "2.1", thread: "1.1" });

/** Each kind of message event, as Slack sends it. */
export const MESSAGES: readonly object[] = [
  asked,
  said,
  fake.message({ text: "what is overfitting?" }),
  fake.message({ text: "<@U2|ben> see <https://example.org|this>" }),
  fake.direct({ text: "500 photos" }),
  fake.direct({ text: "500 photos", thread: "3.1" }),
  fake.edited(asked, `<@${BOT}> what is QLoRA?`),
  fake.edited(said, "is it worse?"),
  fake.deleted(asked, false),
  fake.deleted(said, true),
];

export const OPENED: readonly object[] = [
  fake.event("app_home_opened", { user: "U1", channel: "D1", tab: "home" }),
  fake.event("app_home_opened", { user: "U1", channel: "D1", tab: "messages" }),
];

export const JOINED: readonly object[] = [
  fake.event("member_joined_channel", { user: "U1", channel: "C1", team: TEAM }),
  fake.event("team_join", { user: { id: "U1", team_id: TEAM } }),
];

export const REMOVED: readonly object[] = [
  fake.event("tokens_revoked", { tokens: { oauth: ["U1"], bot: [BOT] } }),
];

const ACTIONS: readonly Action[] = [
  { kind: "start" },
  { kind: "topic", topic: "peft_lora" },
  { kind: "answer", question: "data", option: "tiny", answers: { compute: "limited" } },
  { kind: "rate", about: "topic:peft_lora", helpful: false },
  { kind: "language", language: "ja" },
];
const URLS = { trigger: "1.2.abc", responseUrl: "https://hooks.slack.example/actions/1" };

function buttons(press: Pressed["press"], owner: string | null) {
  return ACTIONS.map((action, index) => ({
    action_id: `tl:${press}:${index}`,
    value: encodeValue(owner, action),
    block_id: "tl:mark:0",
  }));
}

const CARDS = [
  { ts: "1.2", channel: "C1", thread_ts: "1.1", to: null },
  { ts: "1.2", channel: "C1", thread_ts: null, to: "U1" },
  { ts: "1.2", channel: "D1", thread_ts: null, to: null },
] as const;
const VIEWS = [
  { id: "V1", type: "home" },
  { id: "V2", type: "modal" },
] as const;

/** Buttons of one's own, of somebody else's, a team's and nobody's, in messages and views. */
export const PRESSED: readonly object[] = [
  ...buttons("act", "U1"),
  ...buttons("act", "U2"),
  ...buttons("act", TEAM_OWNER),
  ...buttons("act", null),
  ...buttons("form", "U1"),
  ...buttons("post", "U1"),
].flatMap((button) => [
  ...CARDS.map((card) => fake.press(button, card, { ...URLS, user: "U1" })),
  ...VIEWS.map((view) => fake.viewPress(button, view, { ...URLS, user: "U1" })),
]);

export const COMMANDS: readonly object[] = ["", "what is LoRA?", "500 photos <@U2|ben>"].map(
  (text) => fake.command(text, URLS),
);

export const MESSAGE_SHORTCUTS: readonly object[] = [
  fake.messageShortcut("we have 500 photos", URLS),
  fake.messageShortcut("", { ...URLS, thread: "1.1" }),
];

export const GLOBAL_SHORTCUTS: readonly object[] = [fake.globalShortcut("1.2.abc")];

const SPOT: ReplyTarget = {
  team: TEAM,
  channel: "C1",
  user: "U1",
  thread: "1.1",
  message: "1.2",
  hidden: false,
  responseUrl: URLS.responseUrl,
};
const FILLED = {
  data: { option: { selected_option: { value: "tiny" } } },
  similarity: { option: { selected_option: { value: "unknown" } } },
  compute: { option: { selected_option: null } },
  details: { text: { value: "300 photos" } },
};

/** What the bot writes into a form, by which it knows it again. */
export const MEMORIES: readonly string[] = [SPOT, { ...SPOT, hidden: true }, null].map(
  (target) =>
    formView(content, { language: "ja", target, answers: { compute: "limited", examples: 500 } })
      .private_metadata ?? "",
);

/** The form filled in, with the memory given. */
export function submitted(memory: string): object {
  const view = { id: "V1", private_metadata: memory, callback_id: "tl_form" };
  return fake.submission(view, FILLED);
}
