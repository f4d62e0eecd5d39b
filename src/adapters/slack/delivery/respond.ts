import type { Reply } from "../../../dialogue/reply.ts";
import { SlackFault } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import type { Body } from "../render/render.ts";
import { postToUrl } from "./reply-url.ts";
import { retryCall } from "./retry.ts";
import { messageOf, sendBody } from "./sending.ts";

/** Where a card stands that a reply replaces or follows. `message` null: there is no card yet. */
export type ReplyTarget = {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  readonly message: string | null;
  readonly hidden: boolean;
  readonly responseUrl: string | null;
};

/** Puts the reply in the card's place; what does not fit into one message follows. */
export async function replaceCard(
  slack: SlackContext,
  target: ReplyTarget,
  reply: Reply,
  bodies: readonly Body[],
): Promise<void> {
  const [first, ...others] = bodies;
  if (!first) return;
  await sendBody(slack, reply.about, first, (body) => replaceOne(slack, target, body));
  for (const body of others)
    await sendBody(slack, reply.about, body, (sent) => whisperOne(slack, target, sent));
}

/** Shows the reply to the person alone. */
export async function whisper(
  slack: SlackContext,
  target: ReplyTarget,
  about: string,
  bodies: readonly Body[],
): Promise<void> {
  for (const body of bodies)
    await sendBody(slack, about, body, (sent) => whisperOne(slack, target, sent));
}

async function replaceOne(slack: SlackContext, target: ReplyTarget, body: Body): Promise<void> {
  const message = { replace_original: true, ...messageOf(body) };
  await viaUrl(slack, target, message, () => {
    if (target.hidden || !target.message) return postEphemeral(slack, target, body);
    return slack.call(target.team, "chat.update", {
      channel: target.channel,
      ts: target.message,
      ...messageOf(body),
    });
  });
}

async function whisperOne(slack: SlackContext, target: ReplyTarget, body: Body): Promise<void> {
  const message = {
    response_type: "ephemeral",
    replace_original: false,
    ...(target.thread ? { thread_ts: target.thread } : {}),
    ...messageOf(body),
  };
  await viaUrl(slack, target, message, () => postEphemeral(slack, target, body));
}

function postEphemeral(slack: SlackContext, target: ReplyTarget, body: Body): Promise<unknown> {
  return slack.call(target.team, "chat.postEphemeral", {
    channel: target.channel,
    user: target.user,
    ...(target.thread ? { thread_ts: target.thread } : {}),
    ...messageOf(body),
  });
}

/** A `response_url` needs no membership, but expires after 30 minutes or 5 uses; then the Web API does it. */
async function viaUrl(
  slack: SlackContext,
  target: ReplyTarget,
  message: Readonly<Record<string, unknown>>,
  otherwise: () => Promise<unknown>,
): Promise<void> {
  const { responseUrl } = target;
  if (responseUrl) {
    try {
      return await retryCall(() => postToUrl(responseUrl, message), slack.sleep);
    } catch (error) {
      if (!isSpent(error)) throw error;
      slack.options.log.info(
        { error: String(error) },
        "slack: response_url is spent, the Web API is used",
      );
    }
  }
  await retryCall(otherwise, slack.sleep);
}

function isSpent(error: unknown): boolean {
  return (
    error instanceof SlackFault &&
    error.fault.kind === "refused" &&
    /^(expired_url|used_url|http_4\d\d)$/.test(error.fault.code)
  );
}
