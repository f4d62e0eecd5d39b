import type { Reply } from "../../core/reply.ts";
import type { Delivery, Settled } from "../../store/store.ts";
import { ownerMark } from "./custom-id.ts";
import { describeFault, isCode, waitAfter } from "./faults.ts";
import type { Ready } from "./files.ts";
import { questionId } from "./incoming.ts";
import { LIMITS, shorten } from "./limits.ts";
import { type Posted, readPosted, writePosted } from "./posted.ts";
import { type Posting, postAll, replaceAll } from "./posting.ts";

/** Where a reply goes, as `incoming.ts` wrote it into the address. */
type Target = {
  readonly guild: string | null;
  readonly channel: string;
  readonly message: string;
  readonly user: string;
  readonly opensThread: boolean;
  readonly edited: boolean;
};

/** Posts a reply of the outbox, once however often it is tried. Never throws. */
export async function deliver(posting: Posting, delivery: Delivery): Promise<Settled> {
  const target = readTarget(delivery);
  if (!target) return { kind: "dropped", error: "the address is not one of Discord's" };
  const question = questionId(target.channel, target.message);
  if (posting.isRemoved(question)) return { kind: "dropped", error: "the question was deleted" };
  try {
    const posted = writePosted(await say(posting, delivery, target));
    posting.remember(question, posted);
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
  if (isCode(error, "missingAccess", "missingPermissions")) {
    await posting.hint({ ...target, language: reply.language });
  }
  return { kind: "dropped", error: reason };
}

async function say(posting: Posting, delivery: Delivery, target: Target): Promise<Posted> {
  const prepare = (reply: Reply): Promise<readonly Ready[]> =>
    posting.prepare(reply, { owner: ownerMark(target.user), isPrivate: false, shareable: false });
  const said = { id: delivery.id, reply: delivery.reply, recovered: delivery.recovered, prepare };
  const question = questionId(target.channel, target.message);
  const before = target.edited ? readPosted(await posting.answerTo(question)) : null;
  if (before) return await replaceAll(posting, said, before);
  const channel = target.opensThread
    ? await openThread(posting, delivery.reply, target)
    : target.channel;
  const replyTo = channel === target.channel ? target.message : null;
  return await postAll(posting, said, { channel, replyTo, question: target.message });
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
  const { guild, channel, message, user, opensThread, edited } = place;
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
  };
}
