import type { Input } from "../../../dialogue/turn.ts";
import type { SlackContext } from "../context.ts";
import { giveFiles } from "../delivery/files.ts";
import { type ReplyTarget, whisper } from "../delivery/respond.ts";
import { messageOf } from "../delivery/sending.ts";
import { uploadedPictures } from "../delivery/uploads.ts";
import { privateBodies } from "../render/message.ts";
import { conversationKey, mark } from "./ids.ts";
import { ownLanguage, RIGHTS_MS, speaks } from "./language.ts";
import { readable } from "./parse-event.ts";
import { textAt } from "./payload.ts";

/** The answer to a request, given at once; see `SlackCommandMiddlewareArgs`. */
export type Acknowledge = (message: Readonly<Record<string, unknown>>) => Promise<void>;

/** The command's name: the only one, with words after it. */
export const COMMAND = "/tl-advise";

/** A command's words hold no mention of the bot that would have to go. */
const NOBODY = { userId: "", botId: null };

/** `/tl-advise …`: the private reply is the acknowledgement itself. */
export async function onCommand(
  slack: SlackContext,
  body: unknown,
  acknowledge: Acknowledge,
): Promise<void> {
  const { content, runTurn } = slack.options;
  const team = textAt(body, "team_id");
  const channel = textAt(body, "channel_id");
  const user = textAt(body, "user_id");
  if (!team || !channel || !user) return await acknowledge({});
  const spoken = await speaks(slack, team, user, RIGHTS_MS);
  const id = `slack:${team}/${channel}/command/${textAt(body, "trigger_id") ?? slack.options.now()}`;
  const reply = await runTurn(
    {
      id,
      key: conversationKey(team, channel, null, user),
      input: inputOf(readable(textAt(body, "text") ?? "", NOBODY)),
      ...spoken,
      addressed: true,
      unprompted: false,
    },
    null,
  );
  if (!reply) {
    const text = content.say(
      await ownLanguage(slack, team, channel, user),
      "platform:nothing_to_say",
    );
    return await acknowledge({ response_type: "ephemeral", text });
  }
  const target: ReplyTarget = {
    team,
    channel,
    user,
    thread: null,
    message: null,
    hidden: true,
    responseUrl: textAt(body, "response_url"),
  };
  const [first, ...others] = privateBodies(
    slack,
    reply,
    { user, direct: channel.startsWith("D") },
    mark(id),
    uploadedPictures(slack, team),
  );
  await acknowledge({ response_type: "ephemeral", ...(first ? messageOf(first) : {}) });
  await whisper(slack, target, reply.about, others);
  await giveFiles(slack, target, reply, mark(id));
}

/** The core reads commands as they are typed; the bare command starts the flow. */
function inputOf(words: string): Input {
  return words === ""
    ? { kind: "action", action: { kind: "start" } }
    : { kind: "text", text: `${COMMAND} ${words}` };
}
