import type { Content } from "../../../dialogue/content.ts";
import { botScopes, COMMANDS, EVENTS, SHORTCUTS } from "../connection/listeners.ts";
import { LIMITS } from "../render/limits.ts";

/** Where Slack reaches the app: its own address over HTTP, or null for Socket Mode. */
export type Reach = { readonly baseUrl: string | null; readonly oauth: boolean };

/**
 * The app's manifest: https://docs.slack.dev/reference/app-manifest. Its fields have one language, so that both stand side
 * by side in what people read before they choose one.
 */
export function slackManifest(content: Content, reach: Reach) {
  const both = (key: string, separator: string) =>
    content.languages
      .map(({ tag }) => content.say(tag, `platform:manifest.${key}`))
      .join(separator);
  const eventsUrl = reach.baseUrl === null ? null : `${reach.baseUrl}/slack/events`;
  return {
    display_information: {
      name: "tl-advise",
      description: both("description", " / "),
      long_description: both("long_description", "\n\n"),
      background_color: "#1f4e79",
    },
    features: {
      agent_view: {
        agent_description: both("agent_description", " / "),
        suggested_prompts: suggestedPrompts(content),
      },
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: "tl-advise", always_online: true },
      slash_commands: COMMANDS.map((command) => ({
        command,
        description: both("command_description", " / "),
        usage_hint: both("command_usage", " / "),
        should_escape: false,
        ...(eventsUrl ? { url: eventsUrl } : {}),
      })),
      shortcuts: SHORTCUTS.map(({ callbackId, type }) => ({
        type,
        callback_id: callbackId,
        name: both(`shortcut_${type}_name`, " "),
        description: both(`shortcut_${type}_description`, " / "),
      })),
    },
    oauth_config: {
      ...(reach.oauth && reach.baseUrl
        ? { redirect_urls: [`${reach.baseUrl}/slack/oauth_redirect`] }
        : {}),
      scopes: { bot: botScopes() },
    },
    settings: {
      event_subscriptions: {
        ...(eventsUrl ? { request_url: eventsUrl } : {}),
        bot_events: Object.keys(EVENTS).toSorted(),
      },
      interactivity: { is_enabled: true, ...(eventsUrl ? { request_url: eventsUrl } : {}) },
      org_deploy_enabled: true,
      socket_mode_enabled: reach.baseUrl === null,
      token_rotation_enabled: false,
    },
  };
}

/** Two prompts a language, until the person's own are set. */
function suggestedPrompts(content: Content) {
  return content.languages
    .flatMap(({ tag }) =>
      ["difference", "choose"].map((name) => ({
        title: content.say(tag, `platform:prompts.${name}.title`),
        message: content.say(tag, `platform:prompts.${name}.message`),
      })),
    )
    .slice(0, LIMITS.SUGGESTED_PROMPTS);
}

/** A link that opens Slack's form for a new app with the manifest filled in. */
export function manifestLink(manifest: ReturnType<typeof slackManifest>): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
}
