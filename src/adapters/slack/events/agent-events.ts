import type { SlackContext } from "../context.ts";
import { suggestPrompts } from "../delivery/prompts.ts";
import { sessionKey, setSessionStatus } from "../delivery/sessions.ts";
import { ownLanguage } from "./language.ts";
import { listAt, textAt } from "./payload.ts";

/** `agent_session_stopped`: what is still on its way in the session is not posted any more. */
export async function onSessionStopped(slack: SlackContext, body: unknown): Promise<void> {
  const team = textAt(body, "team_id");
  const channel = textAt(body, "event", "channel");
  const thread = textAt(body, "event", "thread_ts");
  const user = textAt(body, "event", "user");
  if (!team || !channel || !thread || !user) return;
  const at = textAt(body, "event", "event_ts") ?? String(slack.options.now() / 1000);
  slack.stopped.set(sessionKey({ team, channel, thread }), at);
  await setSessionStatus(slack, { team, channel, thread, user }, "active");
}

/** `app_context_changed`: the person looks at another channel, and the prompts follow. */
export async function onContextChanged(slack: SlackContext, body: unknown): Promise<void> {
  const team = textAt(body, "team_id");
  const user = textAt(body, "event", "user");
  if (!team || !user) return;
  // Where Slack does not name it, the Messages tab that the person opened last is meant.
  const channel = textAt(body, "event", "channel") ?? slack.directs.get(`${team}/${user}`);
  if (!channel) return;
  const viewed =
    listAt(body, "event", "context", "entities")
      .map((entity) => textAt(entity, "channel_id") ?? textAt(entity, "value", "channel_id"))
      .find((id) => id !== null) ?? null;
  const language = await ownLanguage(slack, team, viewed ?? channel, user);
  await suggestPrompts(slack, { team, channel, viewed }, language);
}
