import type { Reply } from "../../core/reply.ts";
import type { Desk } from "./desk.ts";
import { SlackFault } from "./faults.ts";
import { patiently } from "./patience.ts";
import type { Body } from "./render.ts";
import { postToUrl } from "./reply-url.ts";
import { messageOf, sendBody } from "./sending.ts";

/** Where a card stands that a reply replaces or follows. `message` null: there is no card yet. */
export type Spot = {
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
  desk: Desk,
  spot: Spot,
  reply: Reply,
  bodies: readonly Body[],
): Promise<void> {
  const [first, ...others] = bodies;
  if (!first) return;
  await sendBody(desk, reply.about, first, (body) => replaceOne(desk, spot, body));
  for (const body of others)
    await sendBody(desk, reply.about, body, (sent) => whisperOne(desk, spot, sent));
}

/** Shows the reply to the person alone. */
export async function whisper(
  desk: Desk,
  spot: Spot,
  about: string,
  bodies: readonly Body[],
): Promise<void> {
  for (const body of bodies)
    await sendBody(desk, about, body, (sent) => whisperOne(desk, spot, sent));
}

async function replaceOne(desk: Desk, spot: Spot, body: Body): Promise<void> {
  const message = { replace_original: true, ...messageOf(body) };
  await viaUrl(desk, spot, message, () => {
    if (spot.hidden || !spot.message) return postEphemeral(desk, spot, body);
    return desk.call(spot.team, "chat.update", {
      channel: spot.channel,
      ts: spot.message,
      ...messageOf(body),
    });
  });
}

async function whisperOne(desk: Desk, spot: Spot, body: Body): Promise<void> {
  const message = {
    response_type: "ephemeral",
    replace_original: false,
    ...(spot.thread ? { thread_ts: spot.thread } : {}),
    ...messageOf(body),
  };
  await viaUrl(desk, spot, message, () => postEphemeral(desk, spot, body));
}

function postEphemeral(desk: Desk, spot: Spot, body: Body): Promise<unknown> {
  return desk.call(spot.team, "chat.postEphemeral", {
    channel: spot.channel,
    user: spot.user,
    ...(spot.thread ? { thread_ts: spot.thread } : {}),
    ...messageOf(body),
  });
}

/** A `response_url` needs no membership, but expires after 30 minutes or 5 uses; then the Web API does it. */
async function viaUrl(
  desk: Desk,
  spot: Spot,
  message: Readonly<Record<string, unknown>>,
  otherwise: () => Promise<unknown>,
): Promise<void> {
  const { responseUrl } = spot;
  if (responseUrl) {
    try {
      return await patiently(() => postToUrl(responseUrl, message), desk.sleep);
    } catch (error) {
      if (!isSpent(error)) throw error;
      desk.options.log.info(
        { error: String(error) },
        "slack: response_url is spent, the Web API is used",
      );
    }
  }
  await patiently(otherwise, desk.sleep);
}

function isSpent(error: unknown): boolean {
  return (
    error instanceof SlackFault &&
    error.fault.kind === "refused" &&
    /^(expired_url|used_url|http_4\d\d)$/.test(error.fault.code)
  );
}
