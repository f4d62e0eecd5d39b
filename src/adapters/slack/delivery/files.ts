import type { Reply } from "../../../dialogue/reply.ts";
import { refusalOf } from "../connection/errors.ts";
import type { SlackContext } from "../context.ts";
import { textAt } from "../events/payload.ts";
import { type Body, type FileBlock, filesOf, render } from "../render/render.ts";
import { type ReplyTarget, whisper } from "./respond.ts";
import { retryCall } from "./retry.ts";
import { shareFile } from "./uploads.ts";

/**
 * Shares a file of a reply in a conversation. False where the app may not: then `fileInWords` says it.
 * @throws SlackFault for what may pass
 */
export async function isShared(
  slack: SlackContext,
  team: string,
  file: FileBlock,
  to: { readonly channel: string; readonly thread: string | null },
): Promise<boolean> {
  try {
    await shareFile(slack, team, file, to);
    return true;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    slack.options.log.warn({ error: String(error) }, "slack: file not shared, its text is shown");
    return false;
  }
}

/** A file that could not be shared, as messages: why, and its text. */
export function fileInWords(
  slack: SlackContext,
  reply: Reply,
  file: FileBlock,
  mark: string,
): readonly Body[] {
  const why = slack.options.content.say(reply.language, "platform:file.refused", {
    name: file.name,
  });
  return render(
    { ...reply, blocks: [{ kind: "paragraph", text: why }, file], choices: [] },
    {
      owner: null,
      mark,
      surface: "message",
      extras: [],
      pictureFile: () => null,
      files: "inline",
      lead: null,
    },
  );
}

/**
 * Gives the files of a reply to its asker alone: in direct messages, as everyone in a channel could open them, and says so
 * beside the reply.
 */
export async function giveFiles(
  slack: SlackContext,
  target: ReplyTarget,
  reply: Reply,
  mark: string,
): Promise<void> {
  for (const file of filesOf(reply)) {
    const isDirect = target.channel.startsWith("D");
    const shared = await retryCall(
      () =>
        isDirect
          ? isShared(slack, target.team, file, target)
          : isSentDirectly(slack, target, reply, file),
      slack.sleep,
    );
    if (!shared) await whisper(slack, target, reply.about, fileInWords(slack, reply, file, mark));
    else if (!isDirect) await whisper(slack, target, reply.about, [whereItIs(slack, reply, file)]);
  }
}

function whereItIs(slack: SlackContext, { language }: Reply, { name }: FileBlock): Body {
  const text = slack.options.content.say(language, "platform:file.direct", { name });
  return { text, blocks: [] };
}

/** A message to the person opens the conversation, and tells its id, which uploads need. */
async function isSentDirectly(
  slack: SlackContext,
  { team, user }: ReplyTarget,
  { language }: Reply,
  file: FileBlock,
): Promise<boolean> {
  const text = slack.options.content.say(language, "platform:file.here", { name: file.name });
  const posted = await slack.call(team, "chat.postMessage", { channel: user, text });
  const channel = textAt(posted, "channel") ?? user;
  return await isShared(slack, team, file, { channel, thread: null });
}
