import { withTimeout } from "../../../lib/timeout.ts";
import { channelKey } from "../../../store/keys.ts";
import type { SlackContext } from "../context.ts";
import { removeAnswers } from "../delivery/posted-answers.ts";
import { setSessionStatus } from "../delivery/sessions.ts";
import { conversationKey } from "./ids.ts";
import { ownLanguage, speaks } from "./language.ts";
import { addressOf, hear, type IncomingMessage, lastSpoken, turnOf } from "./parse-event.ts";
import { listAt, textAt } from "./payload.ts";

/** A message or mention: new, edited or deleted. The answer comes through the outbox. */
export async function onMessage(slack: SlackContext, body: unknown): Promise<void> {
  const team = textAt(body, "team_id");
  if (!team) return;
  const heard = hear(body, await slack.self(team));
  if (heard === null) return;
  if (heard.kind === "removed")
    return await removeAnswers(slack, { ...heard.removed, question: heard.removed.ts });
  if (await isOurs(slack, heard.said)) await answer(slack, heard.said);
}

/** In a thread, those who talked with the bot there need no further mention; elsewhere, where the channel wishes so. */
async function isOurs(slack: SlackContext, said: IncomingMessage): Promise<boolean> {
  if (said.unprompted)
    return (await slack.options.listens?.(channelKey("slack", said.team, said.channel))) ?? false;
  if (said.addressed || !slack.options.follows) return true;
  return await slack.options.follows(
    conversationKey(said.team, said.channel, said.thread, said.user),
  );
}

async function answer(slack: SlackContext, said: IncomingMessage): Promise<void> {
  const [spoken, text] = await Promise.all([
    speaks(slack, said.team, said.user),
    said.text === "" ? askedBefore(slack, said) : said.text,
  ]);
  const endStatus = showStatusWhenSlow(slack, said);
  try {
    await slack.options.runTurn(turnOf({ ...said, text }, spoken), addressOf(said));
  } finally {
    await endStatus();
  }
}

/** A look at the thread never holds an answer longer, in ms. */
const LOOK_MS = 1_000;

/** Who only mentions the bot in a thread wants what was said there answered; elsewhere there is nothing to answer. */
async function askedBefore(slack: SlackContext, said: IncomingMessage): Promise<string> {
  const { team, channel, thread, ts } = said;
  if (said.direct || thread === null || thread === ts) return "";
  try {
    const look = slack.call(team, "conversations.replies", {
      channel,
      ts: thread,
      latest: ts,
      limit: 100,
    });
    const messages = listAt(await withTimeout(look, LOOK_MS), "messages");
    return lastSpoken(messages, ts, await slack.self(team)) ?? "";
  } catch (error) {
    slack.options.log.warn({ error: String(error) }, "slack: thread not readable");
    return "";
  }
}

/** An answer takes milliseconds; only one that does not is announced, so that no status outlives its answer. */
const SLOW_MS = 700;

function showStatusWhenSlow(slack: SlackContext, said: IncomingMessage): () => Promise<void> {
  if (!said.direct) return async () => {};
  const { thread } = said;
  let shown: Promise<void> | null = null;
  const timer = setTimeout(() => {
    shown =
      thread === null
        ? showStatus(slack, said)
        : setSessionStatus(slack, { ...said, thread }, "processing");
  }, SLOW_MS);
  return async () => {
    clearTimeout(timer);
    // Only a session goes on being worked on until it is said to wait; other statuses end with the answer.
    if (shown === null || thread === null) return;
    await shown;
    await setSessionStatus(slack, { ...said, thread }, "active");
  };
}

async function showStatus(slack: SlackContext, said: IncomingMessage): Promise<void> {
  try {
    const language = await ownLanguage(slack, said.team, said.channel, said.user);
    await slack.call(said.team, "assistant.threads.setStatus", {
      channel_id: said.channel,
      thread_ts: said.ts,
      status: slack.options.content.say(language, "platform:working"),
    });
  } catch (error) {
    slack.options.log.warn({ error: String(error) }, "slack: status not shown");
  }
}
