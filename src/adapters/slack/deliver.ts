import type { Delivery, Settled } from "../../store/store.ts";
import {
  type AnswerMark,
  answersTo,
  EVENT_TYPE,
  type FoundAnswer,
  findAnswers,
} from "./answers.ts";
import type { Desk } from "./desk.ts";
import { isUncertain, refusalOf, waitAfter } from "./faults.ts";
import { mark } from "./ids.ts";
import { privateBodies, publicBodies } from "./message.ts";
import { type Place, readPlace } from "./place.ts";
import { type Body, filesOf } from "./render.ts";
import { postToUrl } from "./reply-url.ts";
import { messageOf, sendBody } from "./sending.ts";
import { shareFile, uploadPictures } from "./uploads.ts";

/** What this process knows of a delivery that did not end well: messages posted by part, and whether Slack may know more. */
type Progress = { readonly posted: Map<number, string>; files: number; uncertain: boolean };

/** Posts replies of the outbox; each message once, also when a try before this one was cut off. */
export function createDeliver(desk: Desk): (delivery: Delivery) => Promise<Settled> {
  const unfinished = new Map<string, Progress>();

  return async (delivery) => {
    const place = readPlace(delivery.address);
    if (!place) return { kind: "dropped", error: "not an address of Slack" };
    if (desk.removed.has(`${place.team}/${place.channel}/${place.question}`)) {
      return { kind: "dropped", error: "the question was deleted" };
    }
    const known = unfinished.get(delivery.id);
    const progress: Progress = known ?? {
      posted: new Map(),
      files: 0,
      uncertain: delivery.recovered || delivery.attempt > 1,
    };
    unfinished.set(delivery.id, progress);
    try {
      const message = await post(desk, delivery, place, progress);
      unfinished.delete(delivery.id);
      return { kind: "posted", message };
    } catch (error) {
      progress.uncertain ||= isUncertain(error);
      const afterMs = waitAfter(error, delivery.attempt);
      if (afterMs !== null) return { kind: "retry", afterMs, error: String(error) };
      unfinished.delete(delivery.id);
      desk.options.log.error(
        { error: String(error), about: delivery.reply.about },
        "slack: reply not posted",
      );
      return { kind: "dropped", error: String(error) };
    }
  };
}

async function post(
  desk: Desk,
  delivery: Delivery,
  place: Place,
  progress: Progress,
): Promise<string | null> {
  const { reply } = delivery;
  if (reply.audience === "asker" && !place.direct && !place.shared)
    return await postPrivately(desk, delivery, place, progress);
  // A conversation that is named by its person cannot be read: there a post may come twice rather than never.
  if (progress.uncertain && place.channel !== place.user)
    await recall(desk, delivery, place, progress);
  const earlier = await earlierAnswers(desk, delivery, place);
  const pictureFile = await uploadPictures(desk, place.team, reply);
  const bodies = publicBodies(desk, reply, place, mark(delivery.id), pictureFile);
  await postParts(desk, delivery, place, progress, bodies, earlier);
  for (const file of filesOf(reply).slice(progress.files)) {
    await shareFile(desk, place.team, file, { channel: place.channel, thread: place.thread });
    progress.files += 1;
  }
  return [...progress.posted.values()].join(",") || null;
}

/** Asks the conversation which parts of this delivery are there already. */
async function recall(
  desk: Desk,
  delivery: Delivery,
  place: Place,
  progress: Progress,
): Promise<void> {
  for (const answer of await findAnswers(desk, place)) {
    if (answer.delivery === delivery.id) progress.posted.set(answer.part, answer.ts);
  }
  progress.uncertain = false;
}

/** The messages that answered the question before it was edited. */
async function earlierAnswers(
  desk: Desk,
  delivery: Delivery,
  place: Place,
): Promise<readonly FoundAnswer[]> {
  const { question } = place;
  if (!place.edited || question === null) return [];
  const answers = await answersTo(desk, { ...place, question });
  return answers.filter((answer) => answer.delivery !== delivery.id);
}

async function postParts(
  desk: Desk,
  delivery: Delivery,
  place: Place,
  progress: Progress,
  bodies: readonly Body[],
  earlier: readonly FoundAnswer[],
): Promise<void> {
  for (const [part, body] of bodies.entries()) {
    if (progress.posted.has(part)) continue;
    const marks: AnswerMark = { delivery: delivery.id, question: place.question ?? "", part };
    const before = earlier[part];
    const ts = await sendBody(desk, delivery.reply.about, body, (sent) =>
      before ? change(desk, place, before.ts, sent, marks) : create(desk, place, sent, marks),
    );
    progress.posted.set(part, ts);
  }
  for (const surplus of earlier.slice(bodies.length)) {
    await desk.call(place.team, "chat.delete", { channel: place.channel, ts: surplus.ts });
  }
}

async function create(desk: Desk, place: Place, body: Body, marks: AnswerMark): Promise<string> {
  try {
    const posted = await desk.call(place.team, "chat.postMessage", {
      channel: place.channel,
      ...(place.thread ? { thread_ts: place.thread } : {}),
      ...messageOf(body),
      metadata: { event_type: EVENT_TYPE, event_payload: marks },
      unfurl_links: false,
      unfurl_media: false,
    });
    return String(posted.ts);
  } catch (error) {
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
  desk: Desk,
  place: Place,
  ts: string,
  body: Body,
  marks: AnswerMark,
): Promise<string> {
  try {
    await desk.call(place.team, "chat.update", {
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
    return await create(desk, place, body, marks);
  }
}

/** A private post cannot be found again, so that after a crash it may come twice rather than never. */
async function postPrivately(
  desk: Desk,
  delivery: Delivery,
  place: Place,
  progress: Progress,
): Promise<null> {
  const bodies = privateBodies(desk, delivery.reply, place, mark(delivery.id), () => null);
  for (const [part, body] of bodies.entries()) {
    if (progress.posted.has(part)) continue;
    await sendBody(desk, delivery.reply.about, body, (sent) =>
      desk.call(place.team, "chat.postEphemeral", {
        channel: place.channel,
        user: place.user,
        ...(place.thread ? { thread_ts: place.thread } : {}),
        ...messageOf(sent),
      }),
    );
    progress.posted.set(part, "");
  }
  return null;
}
