import { hash } from "node:crypto";
import type { Reply } from "../../../dialogue/reply.ts";
import type { Api } from "../connection/api.ts";
import { describeFault, isCode } from "../connection/errors.ts";
import type { Hint } from "../connection/permission-hints.ts";
import type { DiscordOptions } from "../ports.ts";
import type { Prepare, Ready } from "../render/files.ts";
import { LIMITS } from "../render/limits.ts";
import type { Body } from "../render/message.ts";
import type { Posted } from "../render/posted.ts";
import { splitText } from "../render/split.ts";

/** What posting needs. `answerTo` finds what was posted for a question, by its turn's id. */
export type Posting = Pick<DiscordOptions, "content" | "log"> & {
  readonly api: Api;
  readonly prepare: Prepare;
  readonly hint: Hint;
  readonly me: () => string;
  readonly answerTo: (turn: string) => Promise<string | null>;
  readonly remember: (turn: string, posted: string) => void;
  /** Whether the question was deleted meanwhile. */
  readonly isRemoved: (turn: string) => boolean;
};

/** A reply on its way. `id` is the delivery's; `recovered` when another worker may have posted some of it. */
export type PostedReply = {
  readonly id: string;
  readonly reply: Reply;
  readonly recovered: boolean;
  readonly prepare: (reply: Reply) => Promise<readonly Ready[]>;
};

/** Where a reply is posted: in answer to `replyTo`, or without a reference in the thread of `question`. */
export type ReplyTarget = {
  readonly channel: string;
  readonly replyTo: string | null;
  readonly question: string;
};

/** Posts all messages of a reply that are not there yet. */
export async function postAll(
  posting: Posting,
  said: PostedReply,
  target: ReplyTarget,
): Promise<Posted> {
  const ids = said.recovered ? [...(await alreadyPosted(posting, target))] : [];
  await postRest(posting, said, target, ids);
  return { channel: target.channel, messages: ids };
}

/** An edited question: its answer's messages are changed, surplus ones removed, missing ones posted. */
export async function replaceAll(
  posting: Posting,
  said: PostedReply,
  before: Posted,
): Promise<Posted> {
  const { channel } = before;
  const ids: string[] = [];
  for (const [index, { body, files }] of (await said.prepare(said.reply)).entries()) {
    const id = before.messages[index];
    if (id === undefined || !(await wasEdited(posting.api, channel, id, { body, files }))) break;
    ids.push(id);
  }
  const kept = ids.length;
  await postRest(posting, said, { channel, replyTo: null, question: "" }, ids);
  for (const id of before.messages.slice(kept)) await removeQuietly(posting.api, channel, id);
  return { channel, messages: ids };
}

/** Removes a message; one that is gone already is no fault. */
export async function removeQuietly(api: Api, channel: string, id: string): Promise<void> {
  try {
    await api.remove(channel, id);
  } catch (error) {
    if (!isCode(error, "unknownMessage", "unknownChannel")) throw error;
  }
}

/** Posts from the message on that `ids` does not have yet, and adds what it has posted to `ids`. */
async function postRest(
  posting: Posting,
  said: PostedReply,
  target: ReplyTarget,
  ids: string[],
): Promise<void> {
  let messages = await said.prepare(said.reply);
  for (let index = ids.length; index < messages.length; index += 1) {
    const ready = messages[index];
    if (!ready) continue;
    const nonce = nonceOf(said.id, ids.length);
    try {
      ids.push(
        await posting.api.post(target.channel, { ...ready, nonce, replyTo: target.replyTo }),
      );
    } catch (error) {
      if (ready.files.length > 0 && isCode(error, "missingPermissions", "tooLarge")) {
        posting.log.warn(
          { platform: "discord", about: said.reply.about, error: describeFault(error) },
          "a file could not be attached, saying it in words",
        );
        messages = await said.prepare(withoutFiles(said.reply));
        index -= 1;
      } else if (isCode(error, "invalidBody")) {
        const shape = ready.body.components.map(({ components }) => components.map((c) => c.type));
        const fields = { platform: "discord", about: said.reply.about, shape, err: error };
        posting.log.error(fields, "a message was refused");
        ids.push(...(await postPlain(posting.api, said.id, target, ready.body, ids.length)));
      } else throw error;
    }
  }
}

/** The texts of a message that was refused, as plain messages. Returns their ids. */
async function postPlain(
  api: Api,
  delivery: string,
  { channel, replyTo }: ReplyTarget,
  body: Body,
  from: number,
): Promise<readonly string[]> {
  const text = body.components
    .flatMap(({ components }) => components.flatMap((c) => (c.type === 10 ? [c.content] : [])))
    .join("\n");
  const ids: string[] = [];
  for (const content of splitText(text, (part) => part.length <= LIMITS.content)) {
    const nonce = nonceOf(delivery, from + ids.length);
    ids.push(await api.postPlain(channel, { content, nonce, replyTo }));
  }
  return ids;
}

async function wasEdited(
  api: Api,
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

/** The bot's own answers to this question: what another worker posted before it was cut off. */
async function alreadyPosted(
  { api, me }: Posting,
  { channel, replyTo, question }: ReplyTarget,
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
  const digest = hash("sha256", delivery, "base64url");
  return `${digest.slice(0, LIMITS.nonce - 3)}-${index}`.slice(0, LIMITS.nonce);
}
