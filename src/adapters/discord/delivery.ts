import { createHash } from "node:crypto";
import { plainText } from "../../core/plain.ts";
import type { Reply } from "../../core/reply.ts";
import type { Delivery, Settled } from "../../store/store.ts";
import type { Api } from "./api.ts";
import { ownerMark } from "./custom-id.ts";
import { describeFault, isCode, waitAfter } from "./faults.ts";
import type { Prepare, Ready } from "./files.ts";
import type { Hint } from "./hints.ts";
import { questionId } from "./incoming.ts";
import { LIMITS, shorten } from "./limits.ts";
import { escapeText } from "./markdown.ts";
import type { DiscordOptions } from "./ports.ts";
import { type Posted, readPosted, writePosted } from "./posted.ts";

/** What posting needs. `answerTo` finds what was posted for a question, by its turn's id. */
export type Posting = {
  readonly api: Api;
  readonly prepare: Prepare;
  readonly content: DiscordOptions["content"];
  readonly log: DiscordOptions["log"];
  readonly hint: Hint;
  readonly me: () => string;
  readonly answerTo: (turn: string) => Promise<string | null>;
  readonly remember: (turn: string, posted: string) => void;
  /** Whether the question was deleted meanwhile. */
  readonly isRemoved: (turn: string) => boolean;
};

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
  delivery: Delivery,
  target: Target,
  error: unknown,
): Promise<Settled> {
  const reason = describeFault(error);
  const afterMs = waitAfter(error, delivery.attempt);
  if (afterMs !== null) return { kind: "retry", afterMs, error: reason };
  posting.log.warn(
    { platform: "discord", about: delivery.reply.about, error: reason },
    "a reply could not be posted",
  );
  if (isCode(error, "missingAccess", "missingPermissions")) {
    await posting.hint({ ...target, language: delivery.reply.language });
  }
  return { kind: "dropped", error: reason };
}

async function say(posting: Posting, delivery: Delivery, target: Target): Promise<Posted> {
  const question = questionId(target.channel, target.message);
  const before = target.edited ? readPosted(await posting.answerTo(question)) : null;
  const messages = await posting.prepare(delivery.reply, {
    owner: ownerMark(target.user),
    isPrivate: false,
    shareable: false,
  });
  if (before) return await replace(posting, delivery, before, messages);
  const channel = target.opensThread
    ? await openThread(posting, delivery.reply, target)
    : target.channel;
  const replyTo = channel === target.channel ? target.message : null;
  return await postAll(posting, delivery, { channel, replyTo, question: target.message }, messages);
}

type Spot = {
  readonly channel: string;
  readonly replyTo: string | null;
  readonly question: string;
};

async function postAll(
  posting: Posting,
  delivery: Delivery,
  spot: Spot,
  messages: readonly Ready[],
): Promise<Posted> {
  const ids = delivery.recovered ? [...(await alreadyPosted(posting, spot))] : [];
  for (const [index, message] of messages.entries()) {
    if (index >= ids.length) ids.push(await post(posting, delivery, spot, message, index));
  }
  return { channel: spot.channel, messages: ids };
}

async function post(
  posting: Posting,
  delivery: Delivery,
  spot: Spot,
  ready: Ready,
  index: number,
): Promise<string> {
  const nonce = nonceOf(delivery.id, index);
  const post = { ...ready, nonce, replyTo: spot.replyTo };
  try {
    return await posting.api.post(spot.channel, post);
  } catch (error) {
    if (ready.files.length > 0 && isCode(error, "missingPermissions", "tooLarge")) {
      const [plain] = await posting.prepare(withoutFiles(delivery.reply), {
        owner: ownerMark(String(delivery.address.place.user)),
        isPrivate: false,
        shareable: false,
      });
      if (plain)
        return await posting.api.post(spot.channel, { ...plain, nonce, replyTo: spot.replyTo });
    }
    if (!isCode(error, "invalidBody")) throw error;
    const shape = ready.body.components.map(({ components }) => components.map(({ type }) => type));
    posting.log.error(
      { platform: "discord", about: delivery.reply.about, shape, err: error },
      "a message was refused",
    );
    const content = shorten(escapeText(plainText(delivery.reply)), 2000);
    return await posting.api.postPlain(spot.channel, { content, nonce, replyTo: spot.replyTo });
  }
}

/** An edited question: its answer's messages are changed, surplus ones removed, missing ones posted. */
async function replace(
  posting: Posting,
  delivery: Delivery,
  before: Posted,
  messages: readonly Ready[],
): Promise<Posted> {
  const ids: string[] = [];
  for (const [index, ready] of messages.entries()) {
    const id = before.messages[index];
    const spot = { channel: before.channel, replyTo: null, question: "" };
    if (id !== undefined && (await edited(posting, before.channel, id, ready))) ids.push(id);
    else ids.push(await post(posting, delivery, spot, ready, index));
  }
  for (const id of before.messages.slice(messages.length))
    await removeQuietly(posting.api, before.channel, id);
  return { channel: before.channel, messages: ids };
}

async function edited(
  { api }: Posting,
  channel: string,
  id: string,
  { body, files }: Ready,
): Promise<boolean> {
  try {
    await api.edit(channel, id, body, files);
    return true;
  } catch (error) {
    if (isCode(error, "unknownMessage")) return false;
    throw error;
  }
}

/** Removes a message; one that is gone already is no fault. */
export async function removeQuietly(api: Api, channel: string, id: string): Promise<void> {
  try {
    await api.remove(channel, id);
  } catch (error) {
    if (!isCode(error, "unknownMessage", "unknownChannel")) throw error;
  }
}

/** Opens the question's thread, or finds it open. Where the bot may not, the reply goes into the channel. */
async function openThread(
  { api, content }: Posting,
  reply: Reply,
  target: Target,
): Promise<string> {
  const heading = reply.blocks.find(({ kind }) => kind === "heading");
  const name =
    heading?.kind === "heading" ? heading.text : content.say(reply.language, "discord:thread_name");
  try {
    return await api.openThread(
      target.channel,
      target.message,
      shorten(name.replaceAll("**", ""), LIMITS.threadName),
    );
  } catch (error) {
    if (isCode(error, "threadExists")) return target.message;
    const { channel } = target;
    if (isCode(error, "missingPermissions", "missingAccess", "unknownMessage")) return channel;
    throw error;
  }
}

/** The bot's own answers to this question: what another worker posted before it was cut off. */
async function alreadyPosted(
  { api, me }: Posting,
  { channel, replyTo, question }: Spot,
): Promise<readonly string[]> {
  try {
    const later = await api.messagesAfter(channel, question);
    return later
      .filter(({ author }) => author.id === me())
      .filter(({ message_reference }) => (message_reference?.message_id ?? null) === replyTo)
      .map(({ id }) => id)
      .reverse();
  } catch (error) {
    if (isCode(error, "missingAccess", "missingPermissions", "unknownChannel")) return [];
    throw error;
  }
}

function withoutFiles(reply: Reply): Reply {
  const blocks = reply.blocks.map((block) => {
    if (block.kind === "picture") return { kind: "paragraph", text: block.alt } as const;
    if (block.kind === "file") return { kind: "code", language: "", text: block.text } as const;
    return block;
  });
  return { ...reply, blocks };
}

/** The same for every try of one message: https://docs.discord.com/developers/resources/message#create-message */
function nonceOf(delivery: string, index: number): string {
  const hash = createHash("sha256").update(delivery).digest("base64url");
  return `${hash.slice(0, LIMITS.nonce - 3)}-${index}`.slice(0, LIMITS.nonce);
}

function readTarget({ address: { platform, place } }: Delivery): Target | null {
  const { guild, channel, message, user, opensThread, edited } = place;
  if (platform !== "discord") return null;
  if (typeof channel !== "string" || typeof message !== "string" || typeof user !== "string")
    return null;
  return {
    guild: typeof guild === "string" ? guild : null,
    channel,
    message,
    user,
    opensThread: opensThread === true,
    edited: edited === true,
  };
}
