import type { Delivery, Settled } from "../../../store/store.ts";
import { isUncertain, refusalOf, waitAfter } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import { type Place, readPlace } from "../events/conversation.ts";
import { mark } from "../events/ids.ts";
import { privateBodies, publicBodies } from "../render/message.ts";
import { type Body, filesOf } from "../render/render.ts";
import { fileInWords, giveFiles, isShared } from "./files.ts";
import {
  type AnswerMark,
  answersTo,
  EVENT_TYPE,
  type FoundAnswer,
  findAnswers,
} from "./posted-answers.ts";
import { sendDirectly } from "./refused-posts.ts";
import { postToUrl } from "./reply-url.ts";
import { retryCall } from "./retry.ts";
import { messageOf, sendBody } from "./sending.ts";
import { nameSession, sessionKey } from "./sessions.ts";
import { uploadedPictures, uploadPictures } from "./uploads.ts";

/** What this process knows of a delivery that did not end well: messages posted by part, and whether Slack may know more. */
type Progress = { readonly posted: Map<number, string>; files: number; uncertain: boolean };

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

async function post(
  slack: SlackContext,
  delivery: Delivery,
  place: Place,
  progress: Progress,
): Promise<string | null> {
  const { reply } = delivery;
  if (reply.audience === "asker" && !place.direct && !place.shared)
    return await postPrivately(slack, delivery, place, progress);
  // A conversation that is named by its person cannot be read: there a post may come twice rather than never.
  if (progress.uncertain && place.channel !== place.user)
    await recall(slack, delivery, place, progress);
  const earlier = await earlierAnswers(slack, delivery, place);
  const pictureFile = await uploadPictures(slack, place.team, reply);
  const bodies = publicBodies(slack, reply, place, mark(delivery.id), pictureFile);
  await postParts(slack, delivery, place, progress, bodies, earlier);
  for (const file of filesOf(reply).slice(progress.files)) {
    if (!(await isShared(slack, place.team, file, place)))
      for (const body of fileInWords(slack, reply, file, mark(delivery.id)))
        await create(slack, place, body, marksOf(delivery, place, bodies.length + progress.files));
    progress.files += 1;
  }
  return [...progress.posted.values()].join(",") || null;
}

/** Asks the conversation which parts of this delivery are there already. */
async function recall(
  slack: SlackContext,
  delivery: Delivery,
  place: Place,
  progress: Progress,
): Promise<void> {
  for (const answer of await findAnswers(slack, place)) {
    if (answer.delivery === delivery.id) progress.posted.set(answer.part, answer.ts);
  }
  progress.uncertain = false;
}

/** The messages that answered the question before it was edited. */
async function earlierAnswers(
  slack: SlackContext,
  delivery: Delivery,
  place: Place,
): Promise<readonly FoundAnswer[]> {
  const { question } = place;
  if (!place.edited || question === null) return [];
  const answers = await answersTo(slack, { ...place, question });
  return answers.filter((answer) => answer.delivery !== delivery.id);
}

async function postParts(
  slack: SlackContext,
  delivery: Delivery,
  place: Place,
  progress: Progress,
  bodies: readonly Body[],
  earlier: readonly FoundAnswer[],
): Promise<void> {
  for (const [part, body] of bodies.entries()) {
    if (progress.posted.has(part)) continue;
    const marks = marksOf(delivery, place, part);
    const before = earlier[part];
    const ts = await sendBody(slack, delivery.reply.about, body, (sent) =>
      before ? change(slack, place, before.ts, sent, marks) : create(slack, place, sent, marks),
    );
    progress.posted.set(part, ts);
  }
  for (const surplus of earlier.slice(bodies.length)) {
    await slack.call(place.team, "chat.delete", { channel: place.channel, ts: surplus.ts });
  }
}

function marksOf({ id }: Delivery, { question }: Place, part: number): AnswerMark {
  return { delivery: id, question: question ?? "", part };
}

async function create(
  slack: SlackContext,
  place: Place,
  body: Body,
  marks: AnswerMark,
): Promise<string> {
  try {
    const posted = await slack.call(place.team, "chat.postMessage", {
      channel: place.channel,
      ...(place.thread ? { thread_ts: place.thread } : {}),
      ...messageOf(body),
      metadata: { event_type: EVENT_TYPE, event_payload: marks },
      unfurl_links: false,
      unfurl_media: false,
    });
    return String(posted.ts);
  } catch (error) {
    if (place.thread && refusalOf(error) === "restricted_action_non_threadable_channel")
      return await create(slack, { ...place, thread: null }, body, marks);
    if (!place.responseUrl || !/^(not_in_channel|channel_not_found)$/.test(refusalOf(error) ?? ""))
      throw error;
    await postToUrl(place.responseUrl, {
      response_type: "in_channel",
      replace_original: false,
      ...messageOf(body),
    });
    return "";
  }
}

async function change(
  slack: SlackContext,
  place: Place,
  ts: string,
  body: Body,
  marks: AnswerMark,
): Promise<string> {
  try {
    await slack.call(place.team, "chat.update", {
      channel: place.channel,
      ts,
      ...messageOf(body),
      metadata: { event_type: EVENT_TYPE, event_payload: marks },
    });
    return ts;
  } catch (error) {
    if (
      !/^(message_not_found|cant_update_message|edit_window_closed)$/.test(refusalOf(error) ?? "")
    )
      throw error;
    return await create(slack, place, body, marks);
  }
}

/** A private post cannot be found again, so that after a crash it may come twice rather than never. */
async function postPrivately(
  slack: SlackContext,
  delivery: Delivery,
  place: Place,
  progress: Progress,
): Promise<null> {
  const bodies = privateBodies(slack, delivery.reply, place, mark(delivery.id), () => null);
  for (const [part, body] of bodies.entries()) {
    if (progress.posted.has(part)) continue;
    await sendBody(slack, delivery.reply.about, body, (sent) =>
      slack.call(place.team, "chat.postEphemeral", {
        channel: place.channel,
        user: place.user,
        ...(place.thread ? { thread_ts: place.thread } : {}),
        ...messageOf(sent),
      }),
    );
    progress.posted.set(part, "");
  }
  const target = { ...place, message: null, hidden: true };
  await giveFiles(slack, target, delivery.reply, mark(delivery.id));
  return null;
}
