import { removeAnswers } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { conversationKey } from "./ids.ts";
import { addressOf, hear, type Said, turnOf } from "./incoming.ts";
import { ownLanguage, speaks } from "./language.ts";
import { textAt } from "./payload.ts";

/** A message or mention: new, edited or deleted. The answer comes through the outbox. */
export async function onMessage(desk: Desk, body: unknown): Promise<void> {
  const team = textAt(body, "team_id");
  if (!team) return;
  const heard = hear(body, await desk.self(team));
  if (heard === null) return;
  if (heard.kind === "removed")
    return await removeAnswers(desk, { ...heard.removed, question: heard.removed.ts });
  if (await isOurs(desk, heard.said)) await answer(desk, heard.said);
}

/** In a thread, those who talked with the bot there need no further mention; elsewhere, where the channel wishes so. */
async function isOurs(desk: Desk, said: Said): Promise<boolean> {
  if (said.overheard)
    return (await desk.options.listens?.(`slack:${said.team}/${said.channel}`)) ?? false;
  if (said.addressed || !desk.options.follows) return true;
  return await desk.options.follows(
    conversationKey(said.team, said.channel, said.thread, said.user),
  );
}

async function answer(desk: Desk, said: Said): Promise<void> {
  const spoken = await speaks(desk, said.team, said.user);
  const stopStatus = showStatusWhenSlow(desk, said);
  try {
    await desk.options.converse(turnOf(said, spoken), addressOf(said));
  } finally {
    stopStatus();
  }
}

/** An answer takes milliseconds; only one that does not is announced, so that no status outlives its answer. */
const SLOW_MS = 700;

function showStatusWhenSlow(desk: Desk, said: Said): () => void {
  if (!said.direct) return () => {};
  const timer = setTimeout(() => {
    showStatus(desk, said).catch((error: unknown) =>
      desk.options.log.warn({ error: String(error) }, "slack: status not shown"),
    );
  }, SLOW_MS);
  return () => clearTimeout(timer);
}

async function showStatus(desk: Desk, said: Said): Promise<void> {
  const language = await ownLanguage(desk, said.team, said.channel, said.user);
  await desk.call(said.team, "assistant.threads.setStatus", {
    channel_id: said.channel,
    thread_ts: said.thread ?? said.ts,
    status: desk.options.content.say(language, "platform:working"),
  });
}
