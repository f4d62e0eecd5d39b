import type { SlackContext } from "../../context.ts";
import { EVENT_TYPE } from "../../delivery/posted-answers.ts";
import { retryCall } from "../../delivery/retry.ts";
import { at, listAt, textAt } from "../../events/payload.ts";

/** So far back questions are looked for, in ms; who waited longer has asked elsewhere. */
const LONGEST_GAP_MS = 10 * 60_000;
/** What was sent shortly before a gap may not have been acknowledged. */
const MARGIN_MS = 30_000;
/** Slack allows about 50 calls of a kind a minute: https://docs.slack.dev/apis/web-api/rate-limits */
const MOST_CONVERSATIONS = 30;
const MOST_MESSAGES = 50;

/**
 * Looks for questions that came while no connection was open, in direct messages and by mention in the main lines of channels,
 * and handles those that nobody answered as if they had just come. A question that was taken before is the same turn, so that
 * it is answered once. Slack does not send again what it could give to no connection of Socket Mode. Never throws.
 */
export async function catchUp(
  slack: SlackContext,
  gapMs: number,
  handle: (body: unknown) => Promise<unknown>,
): Promise<void> {
  const { log, now } = slack.options;
  const since = now() - Math.min(gapMs + MARGIN_MS, LONGEST_GAP_MS);
  try {
    const me = await slack.call("-", "auth.test", {});
    const team = textAt(me, "team_id");
    const bot = textAt(me, "user_id");
    if (!team || !bot) return;
    let count = 0;
    for (const channel of await conversations(slack, team)) {
      for (const event of await unanswered(slack, team, channel, bot, since)) {
        await handle({ type: "event_callback", team_id: team, event });
        count += 1;
      }
    }
    if (count > 0) log.info({ count }, "slack: questions of a gap were taken up");
  } catch (error) {
    log.info({ error: String(error) }, "slack: questions of a gap could not be looked up");
  }
}

/** Where questions may have come, direct messages first, then what changed last. */
async function conversations(slack: SlackContext, team: string): Promise<readonly string[]> {
  const told = await retryCall(
    () =>
      slack.call(team, "users.conversations", {
        types: "im,public_channel,private_channel",
        exclude_archived: true,
        limit: 200,
      }),
    slack.sleep,
  );
  return listAt(told, "channels")
    .toSorted(
      (a, b) =>
        Number(at(b, "is_im") === true) - Number(at(a, "is_im") === true) ||
        Number(at(b, "updated") ?? 0) - Number(at(a, "updated") ?? 0),
    )
    .flatMap((channel) => textAt(channel, "id") ?? [])
    .slice(0, MOST_CONVERSATIONS);
}

/** Messages for the bot that it has not answered, oldest first, as events. */
async function unanswered(
  slack: SlackContext,
  team: string,
  channel: string,
  bot: string,
  since: number,
): Promise<readonly object[]> {
  const page = await retryCall(
    () =>
      slack.call(team, "conversations.history", {
        channel,
        oldest: String(since / 1000),
        limit: MOST_MESSAGES,
        include_all_metadata: true,
      }),
    slack.sleep,
  );
  const messages = listAt(page, "messages");
  const answered = new Set(messages.flatMap(questionOf));
  const isDirect = channel.startsWith("D");
  return messages
    .filter((message): message is object => typeof message === "object" && message !== null)
    .filter((message) => isDirect || textAt(message, "text")?.includes(`<@${bot}`))
    .filter((message) => !answered.has(textAt(message, "ts") ?? ""))
    .filter((message) => !listAt(message, "reply_users").includes(bot))
    .toSorted((a, b) => Number(textAt(a, "ts")) - Number(textAt(b, "ts")))
    .map((message) => ({
      ...message,
      type: "message",
      channel,
      channel_type: isDirect ? "im" : "channel",
    }));
}

/** The question that one of our messages answers. */
function questionOf(message: unknown): readonly string[] {
  if (textAt(message, "metadata", "event_type") !== EVENT_TYPE) return [];
  const question = textAt(message, "metadata", "event_payload", "question");
  return question ? [question] : [];
}
