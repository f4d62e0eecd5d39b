import { ADVISE_ON_MESSAGE, OPEN_FORM } from "../events/shortcuts.ts";
import { COMMAND } from "../events/slash.ts";

/**
 * What the adapter listens to, and the scopes that it needs for it. The manifest is made from this table, so that no
 * listener can be without its event and scope. https://docs.slack.dev/reference/events
 */
export const EVENTS = {
  app_mention: ["app_mentions:read"],
  "message.im": ["im:history"],
  "message.mpim": ["mpim:history"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  agent_session_stopped: [],
  app_context_changed: [],
  app_home_opened: [],
  member_joined_channel: ["channels:read", "groups:read"],
  team_join: ["users:read"],
  tokens_revoked: [],
  app_uninstalled: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The Web API methods that the adapter calls, and the scopes that they need. https://docs.slack.dev/reference/methods */
export const METHODS = {
  "agents.sessions.rename": ["chat:write"],
  "agents.sessions.setStatus": ["chat:write"],
  "auth.test": [],
  "assistant.threads.setStatus": ["chat:write"],
  "assistant.threads.setSuggestedPrompts": ["assistant:write"],
  "chat.delete": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["im:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.replies": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "files.completeUploadExternal": ["files:write"],
  "files.getUploadURLExternal": ["files:write"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.publish": [],
  "views.update": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type EventName = keyof typeof EVENTS;
/** An event as it arrives: the four kinds of `message.…` all come as `message`. */
export type EventType = EventName extends infer Name
  ? Name extends `${infer Type}.${string}`
    ? Type
    : Name
  : never;
export const EVENT_TYPES = [
  ...new Set(Object.keys(EVENTS).map((name) => name.split(".")[0])),
] as readonly EventType[];
export type MethodName = keyof typeof METHODS;

/** Commands and shortcuts need this one. */
export const INTERACTION_SCOPE = "commands";

export const SHORTCUTS = [
  { callbackId: ADVISE_ON_MESSAGE, type: "message" },
  { callbackId: OPEN_FORM, type: "global" },
] as const;

export const COMMANDS = [COMMAND] as const;

/** All bot scopes, each once, in order. */
export function botScopes(): readonly string[] {
  const needed = [...Object.values(EVENTS), ...Object.values(METHODS)].flat();
  return [...new Set<string>([INTERACTION_SCOPE, ...needed])].toSorted();
}
