import { BOT, newId, newTs, TEAM } from "./workspace.ts";

/** What Slack sends, as its documentation shows it: https://docs.slack.dev/reference/events and …/interaction-payloads */
type Spoken = {
  readonly user?: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly thread?: string;
  readonly text: string;
};

const envelope = (event: object) => ({
  token: "t",
  team_id: TEAM,
  api_app_id: "A0APP",
  type: "event_callback",
  event_id: newId("Ev"),
  event_time: 1800000000,
  authorizations: [
    {
      team_id: TEAM,
      user_id: BOT,
      is_bot: true,
      enterprise_id: null,
      is_enterprise_install: false,
    },
  ],
  event,
});

const spoken = ({ user = "U1", channel = "C1", ts = newTs(), thread, text }: Spoken) => ({
  user,
  channel,
  ts,
  event_ts: ts,
  client_msg_id: newId("m"),
  text,
  ...(thread ? { thread_ts: thread } : {}),
});

/** Somebody mentions the bot: `app_mention`. */
export const mention = (what: Spoken) =>
  envelope({ type: "app_mention", ...spoken({ ...what, text: `<@${BOT}> ${what.text}` }) });

/** A message in a channel; `message.channels`. */
export const message = (what: Spoken) =>
  envelope({ type: "message", channel_type: "channel", ...spoken(what) });

/** A direct message: `message.im`. */
export const direct = (what: Spoken) =>
  envelope({ type: "message", channel_type: "im", ...spoken({ channel: "D1", ...what }) });

/** The same message after an edit. */
export const edited = (before: ReturnType<typeof envelope>, text: string, editedTs = newTs()) => {
  const event = before.event as Record<string, unknown>;
  const { channel, channel_type, ...rest } = event;
  return envelope({
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel,
    channel_type,
    ts: newTs(),
    message: { ...rest, type: "message", text, edited: { user: rest.user, ts: editedTs } },
    previous_message: { ...rest, type: "message" },
  });
};

/** The message is gone; with answers in its thread it stays as a tombstone. */
export const deleted = (before: ReturnType<typeof envelope>, hasReplies: boolean) => {
  const { channel, channel_type, ...rest } = before.event as Record<string, unknown>;
  const previous_message = { ...rest, type: "message" };
  const base = {
    type: "message",
    hidden: true,
    channel,
    channel_type,
    ts: newTs(),
    previous_message,
  };
  return envelope(
    hasReplies
      ? {
          ...base,
          subtype: "message_changed",
          message: {
            type: "message",
            subtype: "tombstone",
            user: "USLACKBOT",
            ts: rest.ts,
            text: "This message was deleted.",
          },
        }
      : { ...base, subtype: "message_deleted", deleted_ts: rest.ts },
  );
};

export const event = (type: string, fields: object) => envelope({ type, ...fields });

export const command = (
  text: string,
  extra: { trigger: string; responseUrl: string; user?: string; channel?: string },
) => ({
  token: "t",
  team_id: TEAM,
  api_app_id: "A0APP",
  command: "/tl-advise",
  text,
  user_id: extra.user ?? "U1",
  channel_id: extra.channel ?? "C1",
  trigger_id: extra.trigger,
  response_url: extra.responseUrl,
});

type Card = {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts: string | null;
  readonly to: string | null;
};

export const press = (
  button: { readonly action_id: unknown; readonly value: unknown; readonly block_id: unknown },
  card: Card,
  extra: { user: string; trigger: string; responseUrl: string; at?: string },
) => ({
  type: "block_actions",
  team: { id: TEAM },
  user: { id: extra.user, team_id: TEAM },
  api_app_id: "A0APP",
  container: {
    type: "message",
    message_ts: card.ts,
    channel_id: card.channel,
    is_ephemeral: card.to !== null,
    ...(card.thread_ts ? { thread_ts: card.thread_ts } : {}),
  },
  channel: { id: card.channel },
  ...(card.to === null ? { message: { ts: card.ts, thread_ts: card.thread_ts ?? undefined } } : {}),
  trigger_id: extra.trigger,
  response_url: extra.responseUrl,
  actions: [{ ...button, type: "button", action_ts: extra.at ?? newTs() }],
});

export const viewPress = (
  button: { readonly action_id: unknown; readonly value: unknown; readonly block_id: unknown },
  view: { readonly id: string; readonly type: "home" | "modal" },
  extra: { user: string; trigger: string },
) => ({
  type: "block_actions",
  team: { id: TEAM },
  user: { id: extra.user, team_id: TEAM },
  api_app_id: "A0APP",
  container: { type: "view", view_id: view.id },
  view: { ...view, hash: "h", callback_id: "tl_result" },
  trigger_id: extra.trigger,
  actions: [{ ...button, type: "button", action_ts: newTs() }],
});

export const submission = (
  view: { readonly id: string; readonly private_metadata: unknown; readonly callback_id: unknown },
  values: object,
  user = "U1",
) => ({
  type: "view_submission",
  team: { id: TEAM },
  user: { id: user, team_id: TEAM },
  api_app_id: "A0APP",
  view: { ...view, type: "modal", state: { values } },
  response_urls: [],
});

export const messageShortcut = (
  text: string,
  extra: { trigger: string; responseUrl: string; user?: string; channel?: string; thread?: string },
) => ({
  type: "message_action",
  callback_id: "tl_advise_message",
  team: { id: TEAM },
  user: { id: extra.user ?? "U1", team_id: TEAM },
  channel: { id: extra.channel ?? "C1" },
  message: {
    type: "message",
    user: "U9",
    ts: newTs(),
    text,
    ...(extra.thread ? { thread_ts: extra.thread } : {}),
  },
  message_ts: newTs(),
  trigger_id: extra.trigger,
  response_url: extra.responseUrl,
});

export const globalShortcut = (trigger: string, user = "U1") => ({
  type: "shortcut",
  callback_id: "tl_open_form",
  team: { id: TEAM },
  user: { id: user, team_id: TEAM },
  trigger_id: trigger,
});
