import type { Input } from "../../core/turn.ts";
import type { Desk } from "./desk.ts";
import { conversationKey, mark } from "./ids.ts";
import { readable } from "./incoming.ts";
import { ownLanguage, speaks } from "./language.ts";
import { privateBodies } from "./message.ts";
import { textAt } from "./payload.ts";
import { type Spot, whisper } from "./respond.ts";
import { messageOf } from "./sending.ts";
import { uploadedPictures } from "./uploads.ts";

/** The answer to a request, given at once; see `SlackCommandMiddlewareArgs`. */
export type Acknowledge = (message: Readonly<Record<string, unknown>>) => Promise<void>;

/** The command's name: the only one, with words after it. */
export const COMMAND = "/tl-advise";

/** A command's words hold no mention of the bot that would have to go. */
const NOBODY = { userId: "", botId: null };

/** `/tl-advise …`: the private reply is the acknowledgement itself. */
export async function onCommand(
  desk: Desk,
  body: unknown,
  acknowledge: Acknowledge,
): Promise<void> {
  const { content, converse } = desk.options;
  const team = textAt(body, "team_id");
  const channel = textAt(body, "channel_id");
  const user = textAt(body, "user_id");
  if (!team || !channel || !user) return await acknowledge({});
  const spoken = await speaks(desk, team, user);
  const id = `slack:${team}/${channel}/command/${textAt(body, "trigger_id") ?? desk.options.now()}`;
  const reply = await converse(
    {
      id,
      key: conversationKey(team, channel, null, user),
      input: inputOf(readable(textAt(body, "text") ?? "", NOBODY)),
      ...spoken,
      addressed: true,
      overheard: false,
    },
    null,
  );
  if (!reply) {
    const text = content.say(
      await ownLanguage(desk, team, channel, user),
      "platform:nothing_to_say",
    );
    return await acknowledge({ response_type: "ephemeral", text });
  }
  const spot: Spot = {
    team,
    channel,
    user,
    thread: null,
    message: null,
    hidden: true,
    responseUrl: textAt(body, "response_url"),
  };
  const [first, ...others] = privateBodies(
    desk,
    reply,
    { user, direct: channel.startsWith("D") },
    mark(id),
    uploadedPictures(desk, team),
  );
  await acknowledge({ response_type: "ephemeral", ...(first ? messageOf(first) : {}) });
  await whisper(desk, spot, reply.about, others);
}

/** The core reads commands as they are typed; the bare command starts the flow. */
function inputOf(words: string): Input {
  return words === ""
    ? { kind: "action", action: { kind: "start" } }
    : { kind: "text", text: `${COMMAND} ${words}` };
}
