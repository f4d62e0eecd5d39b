import { refusalOf } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import type { Place } from "../events/conversation.ts";
import type { Body } from "../render/render.ts";
import { messageOf, sendBody } from "./sending.ts";

/**
 * Refusals to post in a channel that somebody there can change → the phrase that says how.
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
const REASONS: Readonly<Record<string, string>> = {
  not_in_channel: "not_in_channel",
  channel_not_found: "not_in_channel",
  is_archived: "archived",
  no_permission: "restricted",
  restricted_action: "restricted",
  restricted_action_read_only_channel: "restricted",
  restricted_action_thread_only_channel: "restricted",
  restricted_action_thread_locked: "thread_locked",
  cannot_reply_to_message: "thread_locked",
  missing_scope: "missing_scope",
  ekm_access_denied: "restricted",
  team_access_not_granted: "restricted",
};

/** The phrase that says why a post was refused, or null where nobody can do anything about it. */
function reasonFor(error: unknown): string | null {
  const code = refusalOf(error);
  return code !== null && Object.hasOwn(REASONS, code) ? `platform:refused.${REASONS[code]}` : null;
}

/**
 * Sends a reply that may not be posted in its channel to its asker's direct messages, with the reason and what to do about it.
 * False where that is no help: it was refused there, is nobody's, or for a reason that nobody can mend. @throws SlackFault
 */
export async function sendDirectly(
  slack: SlackContext,
  place: Place,
  reply: { readonly about: string; readonly language: string },
  bodies: readonly Body[],
  error: unknown,
): Promise<boolean> {
  const reason = reasonFor(error);
  if (reason === null || place.direct || place.forAll || place.channel === place.user) return false;
  const { content } = slack.options;
  const text = content.say(reply.language, reason, { channel: `<#${place.channel}>` });
  for (const body of [{ text, blocks: [] }, ...bodies]) {
    await sendBody(slack, reply.about, body, (sent) =>
      slack.call(place.team, "chat.postMessage", {
        channel: place.user,
        ...messageOf(sent),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
  }
  return true;
}
