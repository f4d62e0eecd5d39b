import type { Reply } from "../../../dialogue/reply.ts";
import { withoutMarkup } from "../../../nlu/markup.ts";
import { refusalOf } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import type { Place } from "../events/conversation.ts";
import { LIMITS } from "../render/limits.ts";

/** A thread with the bot in somebody's direct messages: one session of an agent. */
export type Session = Pick<Place, "team" | "channel" | "user"> & { readonly thread: string };

/**
 * Names a session after the answer that was posted in it, so that it is found again. Where the app is no agent, Slack refuses
 * and nothing is missing. Never throws.
 */
export async function nameSession(slack: SlackContext, place: Place, reply: Reply): Promise<void> {
  const { team, channel, thread, user } = place;
  const heading = reply.blocks.find(({ kind }) => kind === "heading");
  if (!place.direct || thread === null || !reply.shareable || heading?.kind !== "heading") return;
  const title = withoutMarkup(heading.text).slice(0, LIMITS.SESSION_TITLE);
  const key = sessionKey({ team, channel, thread });
  const before = slack.sessions.get(key);
  if (before === title) return;
  slack.sessions.set(key, title);
  const session = { channel_id: channel, thread_ts: thread, title };
  await quietly(slack, () =>
    before === undefined
      ? slack.call(team, "agents.sessions.setStatus", {
          ...session,
          status: "active",
          initiator_user_id: user,
        })
      : slack.call(team, "agents.sessions.rename", session),
  );
}

/** Shows a session as being worked on, with Slack's button to stop, or as waiting for the person. Never throws. */
export async function setSessionStatus(
  slack: SlackContext,
  { team, channel, thread, user }: Session,
  status: "processing" | "active",
): Promise<void> {
  await quietly(slack, () =>
    slack.call(team, "agents.sessions.setStatus", {
      channel_id: channel,
      thread_ts: thread,
      status,
      initiator_user_id: user,
    }),
  );
}

/** Names a session in memory. */
export function sessionKey({ team, channel, thread }: Omit<Session, "user">): string {
  return `${team}/${channel}/${thread}`;
}

async function quietly(slack: SlackContext, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const level = refusalOf(error) === null ? "warn" : "info";
    slack.options.log[level]({ error: String(error) }, "slack: session not shown");
  }
}
