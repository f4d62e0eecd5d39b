import type { SlackContext } from "../context.ts";
import { textAt } from "./payload.ts";

/** Somebody came into a channel or the workspace; the bot's own joins are nobody's. */
export async function onJoin(slack: SlackContext, body: unknown): Promise<void> {
  const { joined } = slack.options;
  const team = textAt(body, "team_id");
  const user = textAt(body, "event", "user") ?? textAt(body, "event", "user", "id");
  if (!joined || !team || !user || user === (await slack.self(team)).userId) return;
  const channel = textAt(body, "event", "channel");
  // Slack names the event anew when it sends it again after a failure; the place and person do not change.
  await joined({
    team,
    channel,
    user,
    id: `slack:${team}/${channel ?? "-"}/joined/${user}`,
    locale: (await slack.person(team, user)).locale,
  });
}
