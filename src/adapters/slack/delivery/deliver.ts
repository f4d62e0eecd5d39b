import type { Delivery, Settled } from "../../../store/store.ts";
import { isUncertain, waitAfter } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import { type Place, readPlace } from "../events/conversation.ts";
import { mark } from "../events/ids.ts";
import { privateBodies } from "../render/message.ts";
import { type Progress, post } from "./posting.ts";
import { sendDirectly } from "./refused-posts.ts";
import { retryCall } from "./retry.ts";
import { nameSession, sessionKey } from "./sessions.ts";
import { uploadedPictures } from "./uploads.ts";

/** Posts replies of the outbox; each message once, also when a try before this one was cut off. */
export function createDeliver(slack: SlackContext): (delivery: Delivery) => Promise<Settled> {
  const unfinished = new Map<string, Progress>();

  return async (delivery) => {
    const place = readPlace(delivery.address);
    if (!place) return { kind: "dropped", error: "not an address of Slack" };
    if (slack.removed.has(`${place.team}/${place.channel}/${place.question}`)) {
      return { kind: "dropped", error: "the question was deleted" };
    }
    if (wasStopped(slack, place)) return { kind: "dropped", error: "the session was stopped" };
    const known = unfinished.get(delivery.id);
    const progress: Progress = known ?? {
      posted: new Map(),
      files: 0,
      uncertain: delivery.recovered || delivery.attempt > 1,
    };
    unfinished.set(delivery.id, progress);
    try {
      const message = await post(slack, delivery, place, progress);
      void nameSession(slack, place, delivery.reply);
      unfinished.delete(delivery.id);
      return { kind: "posted", message };
    } catch (error) {
      progress.uncertain ||= isUncertain(error);
      const afterMs = waitAfter(error, delivery.attempt);
      if (afterMs !== null) return { kind: "retry", afterMs, error: String(error) };
      unfinished.delete(delivery.id);
      if (await isToldDirectly(slack, delivery, place, error))
        return { kind: "posted", message: null };
      slack.options.log.error(
        { error: String(error), about: delivery.reply.about },
        "slack: reply not posted",
      );
      return { kind: "dropped", error: String(error) };
    }
  };
}

/** Whether the person stopped the session after they had asked. */
function wasStopped(slack: SlackContext, { team, channel, thread, question }: Place): boolean {
  if (thread === null || question === null) return false;
  const stopped = slack.stopped.get(sessionKey({ team, channel, thread }));
  return stopped !== undefined && Number(question) < Number(stopped);
}

/** Never throws; a direct message that fails as well is only logged. */
async function isToldDirectly(
  slack: SlackContext,
  { id, reply }: Delivery,
  place: Place,
  error: unknown,
): Promise<boolean> {
  const { log } = slack.options;
  const own = { ...place, direct: true };
  const bodies = privateBodies(slack, reply, own, mark(id), uploadedPictures(slack, place.team));
  try {
    const told = await retryCall(
      () => sendDirectly(slack, place, reply, bodies, error),
      slack.sleep,
    );
    if (told) log.warn({ error: String(error), about: reply.about }, "slack: answered directly");
    return told;
  } catch (second) {
    log.warn({ error: String(second) }, "slack: refused in direct messages, too");
    return false;
  }
}
