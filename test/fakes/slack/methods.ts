import { messageFault, metadataFault, viewFault } from "./checks.ts";
import {
  BOT,
  BOT_ID,
  type Json,
  type Message,
  newId,
  newTs,
  TEAM,
  type Workspace,
} from "./workspace.ts";

/** A method's answer; `error` makes it a refusal. */
type Answer = Json;
type Method = (workspace: Workspace, args: Json, origin: string) => Answer;

const refuse = (error: string): Answer => ({ ok: false, error });

/** The Web API methods that the fake knows. */
export const METHODS: Readonly<Record<string, Method>> = {
  "auth.test": () => ({
    user_id: BOT,
    bot_id: BOT_ID,
    team_id: TEAM,
    team: "Test",
    user: "tl-advise",
  }),
  "users.info": (workspace, { user, include_locale }) => ({
    user: {
      id: user,
      is_admin: workspace.admins.has(String(user)),
      ...(include_locale ? { locale: workspace.locales.get(String(user)) ?? "en-US" } : {}),
    },
  }),
  "chat.postMessage": (workspace, args) => post(workspace, args, null, "chat.postMessage"),
  "chat.postEphemeral": (workspace, args) =>
    args.user
      ? post(workspace, args, String(args.user), "chat.postEphemeral")
      : refuse("user_not_in_channel"),
  "chat.update": update,
  "chat.delete": (workspace, { channel, ts }) => {
    const index = workspace.messages.findIndex(
      (message) => message.channel === channel && message.ts === ts && message.to === null,
    );
    if (index < 0) return refuse("message_not_found");
    workspace.deleted.push(...workspace.messages.splice(index, 1));
    return {};
  },
  "conversations.replies": (workspace, args) =>
    read(workspace, args, (message) => message.thread_ts === args.ts),
  "conversations.history": (workspace, args) =>
    read(workspace, args, (message) => message.thread_ts === null),
  "views.open": (workspace, args) => openView(workspace, args),
  "views.update": (workspace, { view_id, view }) => {
    const fault = viewFault(view as Json);
    if (fault) return refuse(fault);
    if (!workspace.views.has(String(view_id))) return refuse("not_found");
    workspace.views.set(String(view_id), view as Json);
    return {};
  },
  "views.publish": (workspace, { user_id, view }) => {
    const fault = viewFault(view as Json);
    if (fault) return refuse(fault);
    workspace.views.set(`home:${user_id}`, view as Json);
    return {};
  },
  "assistant.threads.setSuggestedPrompts": (_, { prompts, thread_ts }) => {
    if ((prompts as readonly unknown[]).length > 4) return refuse("invalid_arguments");
    // Apps with agent_view: the call with thread_ts does nothing and says nothing.
    return thread_ts ? { ignored: true } : {};
  },
  "assistant.threads.setStatus": () => ({}),
  "agents.sessions.setStatus": (_, { status, title }) =>
    /^(active|processing|suspended|closed)$/.test(String(status)) &&
    String(title ?? "").length <= 200
      ? {}
      : refuse("invalid_arguments"),
  "agents.sessions.rename": (_, { title }) =>
    title && String(title).length <= 200 ? {} : refuse("invalid_arguments"),
  "conversations.info": (workspace, { channel }) => {
    const found = workspace.channels.get(String(channel));
    return found ? { channel: { id: channel, ...found } } : refuse("channel_not_found");
  },
  "files.getUploadURLExternal": (workspace, { filename, length }, origin) => {
    const id = newId("F");
    workspace.uploads.push({
      id,
      name: String(filename),
      bytes: -Number(length),
      channel: null,
      thread: null,
    });
    return { upload_url: `${origin}/upload/${id}`, file_id: id };
  },
  "files.completeUploadExternal": (workspace, { files, channel_id, thread_ts }) => {
    for (const { id } of files as readonly { id: string }[]) {
      const upload = workspace.uploads.find((known) => known.id === id);
      if (!upload || upload.bytes < 0) return refuse("file_not_found");
      upload.channel = (channel_id as string | undefined) ?? null;
      upload.thread = (thread_ts as string | undefined) ?? null;
    }
    return { files };
  },
  "oauth.v2.access": () => ({
    access_token: "xoxb-installed",
    token_type: "bot",
    scope: "chat:write",
    bot_user_id: BOT,
    app_id: "A0APP",
    team: { id: TEAM, name: "Test" },
    authed_user: { id: "U0ADMIN" },
    is_enterprise_install: false,
  }),
};

function post(workspace: Workspace, args: Json, to: string | null, via: string): Answer {
  const channel = String(args.channel);
  if (workspace.outside.has(channel)) return refuse("not_in_channel");
  if (args.thread_ts === "") return refuse("invalid_thread_ts");
  const fault = messageFault(args) ?? metadataFault(args.metadata) ?? pictureFault(workspace, args);
  if (fault) return refuse(fault);
  const message = keep(workspace, args, channel, to, via);
  return to ? { message_ts: message.ts } : { channel, ts: message.ts, message };
}

/** Adds a message, whoever sends it. */
export function keep(
  workspace: Workspace,
  args: Json,
  channel: string,
  to: string | null,
  via: string,
): Message {
  const message: Message = {
    ts: newTs(),
    channel,
    thread_ts: (args.thread_ts as string | undefined) ?? null,
    text: String(args.text ?? ""),
    blocks: (args.blocks as readonly Json[] | undefined) ?? [],
    metadata: (args.metadata as Json | undefined) ?? null,
    to,
    via,
    edits: 0,
  };
  workspace.messages.push(message);
  return message;
}

function pictureFault(workspace: Workspace, args: Json): string | null {
  const pictures = ((args.blocks ?? []) as readonly Json[]).filter(
    (block) => block.type === "image" && block.slack_file,
  );
  const isThere = (block: Json) =>
    workspace.uploads.some(
      (upload) => upload.id === (block.slack_file as Json).id && upload.bytes > 0,
    );
  return pictures.every(isThere) ? null : "invalid_blocks";
}

function update(workspace: Workspace, args: Json): Answer {
  const fault = messageFault(args) ?? metadataFault(args.metadata);
  if (fault) return refuse(fault);
  const message = workspace.messages.find(
    (known) => known.channel === args.channel && known.ts === args.ts && known.to === null,
  );
  if (!message) return refuse("message_not_found");
  change(message, args);
  return { channel: message.channel, ts: message.ts, text: message.text };
}

/** Replaces what a message says. */
export function change(message: Message, args: Json): void {
  message.text = String(args.text ?? "");
  message.blocks = (args.blocks as readonly Json[] | undefined) ?? [];
  if (args.metadata) message.metadata = args.metadata as Json;
  message.edits += 1;
}

function read(workspace: Workspace, args: Json, isThere: (message: Message) => boolean): Answer {
  const messages = workspace.messages
    .filter(
      (message) => message.channel === args.channel && message.to === null && isThere(message),
    )
    .filter((message) => !args.oldest || Number(message.ts) > Number(args.oldest))
    .map((message) =>
      args.include_all_metadata && message.metadata ? message : { ...message, metadata: undefined },
    );
  const written = workspace.history.filter(
    ({ channel, thread_ts }) => channel === args.channel && thread_ts === args.ts,
  );
  return { messages: [...written, ...messages], has_more: false };
}

function openView(workspace: Workspace, { trigger_id, view }: Json): Answer {
  const issued = workspace.triggers.get(String(trigger_id));
  if (issued === undefined) return refuse("exchanged_trigger_id");
  if (workspace.clock - issued > 3_000) return refuse("expired_trigger_id");
  const fault = viewFault(view as Json);
  if (fault) return refuse(fault);
  workspace.triggers.delete(String(trigger_id));
  const id = newId("V");
  workspace.views.set(id, view as Json);
  return { view: { id } };
}
