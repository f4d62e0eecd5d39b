import type { SlackContext } from "../context.ts";
import { homeView } from "../render/home.ts";
import { LIMITS } from "../render/limits.ts";
import { personId } from "./ids.ts";
import { ownLanguage } from "./language.ts";
import { textAt } from "./payload.ts";

/** `app_home_opened`: the Home tab is drawn; in the Messages tab the suggested prompts are set. */
export async function onHomeOpened(slack: SlackContext, body: unknown): Promise<void> {
  const team = textAt(body, "team_id");
  const user = textAt(body, "event", "user");
  if (!team || !user) return;
  const language = await ownLanguage(slack, team, "home", user);
  if (textAt(body, "event", "tab") === "messages") {
    const channel = textAt(body, "event", "channel");
    if (channel) await suggest(slack, team, channel, language);
    return;
  }
  await publishHome(slack, team, user, language);
}

/** Draws a person's Home tab. @throws SlackFault */
export async function publishHome(
  slack: SlackContext,
  team: string,
  user: string,
  language: string,
): Promise<void> {
  const { content, lastAdvice, log } = slack.options;
  const code = lastAdvice
    ? await lastAdvice(personId(team, user)).catch((error: unknown) => {
        log.warn({ error: String(error) }, "slack: last advice not readable");
        return null;
      })
    : null;
  await slack.call(team, "views.publish", {
    user_id: user,
    view: homeView(content, language, user, code),
  });
}

const PROMPTS = ["difference", "choose", "few_examples", "compare"] as const;

/** Without `thread_ts`, which makes the call fail silently for apps with `agent_view`. */
async function suggest(
  slack: SlackContext,
  team: string,
  channel: string,
  language: string,
): Promise<void> {
  const { content } = slack.options;
  await slack.call(team, "assistant.threads.setSuggestedPrompts", {
    channel_id: channel,
    title: content.say(language, "platform:prompts.title"),
    prompts: PROMPTS.slice(0, LIMITS.SUGGESTED_PROMPTS).map((id) => ({
      title: content.say(language, `platform:prompts.${id}.title`),
      message: content.say(language, `platform:prompts.${id}.message`),
    })),
  });
}
