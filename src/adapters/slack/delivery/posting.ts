import type { Delivery } from "../../../store/store.ts";
import { refusalOf } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import type { Place } from "../events/conversation.ts";
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
import { postToUrl } from "./reply-url.ts";
import { messageOf, sendBody } from "./sending.ts";
import { uploadPictures } from "./uploads.ts";

/** What this process knows of a delivery that did not end well: messages posted by part, and whether Slack may know more. */
export type Progress = { readonly posted: Map<number, string>; files: number; uncertain: boolean };

/** Posts what of a reply is not there yet and tells the ids of its messages; null for a private post. @throws SlackFault */
export async function post(
  slack: SlackContext,
  delivery: Delivery,
  place: Place,
  progress: Progress,
): Promise<string | null> {
  const { reply } = delivery;
  // A private answer is posted for all on request; that it failed concerns its asker alone.
  const isPosted = place.shared && reply.shareable !== undefined;
  if (reply.audience === "asker" && !place.direct && !isPosted)
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
