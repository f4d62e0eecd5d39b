/** Scopes that each method asks for; one of each inner list is enough. https://docs.slack.dev/reference/methods */
export const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  "agents.sessions.rename": ["chat:write"],
  "agents.sessions.setStatus": ["chat:write"],
  "auth.test": [],
  "assistant.threads.setStatus": ["chat:write", "assistant:write"],
  "assistant.threads.setSuggestedPrompts": ["assistant:write"],
  "chat.delete": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.history": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.replies": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "files.completeUploadExternal": ["files:write"],
  "files.getUploadURLExternal": ["files:write"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.publish": [],
  "views.update": [],
  "apps.connections.open": ["connections:write"],
};

/** Scopes that each event asks for. https://docs.slack.dev/reference/events */
export const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
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
};
