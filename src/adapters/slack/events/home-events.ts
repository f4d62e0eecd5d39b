import type { SlackContext } from "../context.ts";
import { suggestPrompts } from "../delivery/prompts.ts";
import { homeView } from "../render/home.ts";
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
    if (!channel) return;
    slack.directs.set(`${team}/${user}`, channel);
    return await suggestPrompts(slack, { team, channel, viewed: null }, language);
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
