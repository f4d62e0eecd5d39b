import type { Reply } from "../../../dialogue/reply.ts";
import type { Delivery, Settled } from "../../../store/store.ts";
import { describeFault, isCode, waitAfter } from "../connection/errors.ts";
import { ownerMark } from "../events/custom-id.ts";
import { questionId } from "../events/parse-message.ts";
import type { Ready } from "../render/files.ts";
import { LIMITS, shorten } from "../render/limits.ts";
import { type Posted, readPosted, writePosted } from "../render/posted.ts";
import { type Posting, postAll, replaceAll } from "./posting.ts";

/** Where a reply goes. `message` is the question, empty for a post of the bot's own; `user` empty: anybody may press. */
type Target = {
  readonly guild: string | null;
  readonly channel: string;
  readonly message: string;
  readonly user: string;
  readonly opensThread: boolean;
  readonly edited: boolean;
  /** To the person's direct messages; `channel` is then not known yet. */
  readonly direct: boolean;
};

/** Posts a reply of the outbox, once however often it is tried. Never throws. */
export async function deliver(posting: Posting, delivery: Delivery): Promise<Settled> {
  const target = readTarget(delivery);
  if (!target) return { kind: "dropped", error: "the address is not one of Discord's" };
  const question = questionId(target.channel, target.message);
  if (posting.isRemoved(question)) return { kind: "dropped", error: "the question was deleted" };
  try {
    const posted = writePosted(await say(posting, delivery, target));
    if (target.message !== "") posting.remember(question, posted);
    return { kind: "posted", message: posted };
  } catch (error) {
    return await settleFault(posting, delivery, target, error);
  }
}

async function settleFault(
  posting: Posting,
  { reply, attempt }: Delivery,
  target: Target,
  error: unknown,
): Promise<Settled> {
  const reason = describeFault(error);
  const afterMs = waitAfter(error, attempt);
  if (afterMs !== null) return { kind: "retry", afterMs, error: reason };
  if (target.user !== "" && isCode(error, "missingAccess", "missingPermissions")) {
    await posting.hint({ ...target, language: reply.language });
  }
  return { kind: "dropped", error: reason };
}

async function say(posting: Posting, delivery: Delivery, target: Target): Promise<Posted> {
  const owner = target.user === "" ? null : ownerMark(target.user);
  const prepare = (reply: Reply): Promise<readonly Ready[]> =>
    posting.prepare(reply, { owner, isPrivate: false, shareable: false });
  const said = { id: delivery.id, reply: delivery.reply, recovered: delivery.recovered, prepare };
  if (target.message === "") return await postOwn(posting, said, target);
  const question = questionId(target.channel, target.message);
  const before = target.edited ? readPosted(await posting.answerTo(question)) : null;
  if (before) return await replaceAll(posting, said, before);
  const channel = target.opensThread
    ? await openThread(posting, delivery.reply, target)
    : target.channel;
  const replyTo = channel === target.channel ? target.message : null;
  return await postAll(posting, said, { channel, replyTo, question: target.message });
}

/** A post that answers nothing. It cannot be told from others afterwards: its nonce alone keeps it from coming twice. */
async function postOwn(
  posting: Posting,
  said: Parameters<typeof postAll>[1],
  { direct, channel, user }: Target,
): Promise<Posted> {
  const place = direct ? await posting.api.directChannel(user) : channel;
  const target = { channel: place, replyTo: null, question: "" };
  return await postAll(posting, { ...said, recovered: false }, target);
}

/** Opens the question's thread, or finds it open. Where the bot may not, the reply goes into the channel. */
async function openThread(
  { api, content, log }: Posting,
  reply: Reply,
  { channel, message }: Target,
): Promise<string> {
  const heading = reply.blocks.find(({ kind }) => kind === "heading");
  const name =
    heading?.kind === "heading" ? heading.text : content.say(reply.language, "discord:thread_name");
  try {
    return await api.openThread(
      channel,
      message,
      shorten(name.replaceAll("**", ""), LIMITS.threadName),
    );
  } catch (error) {
    if (isCode(error, "threadExists")) return message;
    if (!isCode(error, "missingPermissions", "missingAccess", "unknownMessage")) throw error;
    log.warn(
      { platform: "discord", error: describeFault(error) },
      "a thread could not be opened, answering in the channel",
    );
    return channel;
  }
}

function readTarget({ address: { platform, place } }: Delivery): Target | null {
  const { guild, channel, message, user, opensThread, edited, direct } = place;
  if (platform !== "discord") return null;
  if (typeof channel !== "string" || typeof message !== "string" || typeof user !== "string") {
    return null;
  }
  return {
    guild: typeof guild === "string" ? guild : null,
    channel,
    message,
    user,
    opensThread: opensThread === true,
    edited: edited === true,
    direct: direct === true,
  };
}
