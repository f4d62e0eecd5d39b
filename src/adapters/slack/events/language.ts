import type { Turn } from "../../../dialogue/turn.ts";
import type { SlackContext } from "../context.ts";
import { personId } from "./ids.ts";

/** What the adapter knows of who speaks; set languages are found by `converse`. */
export type Speaks = Pick<Turn, "locale" | "preferred" | "customary" | "admin">;

/** The person's locale and rights, for a turn. */
export async function speaks(slack: SlackContext, team: string, user: string): Promise<Speaks> {
  const { locale, isAdmin } = await slack.person(team, user);
  return { locale, preferred: null, customary: null, admin: isAdmin };
}

/** The language for words that are not part of a reply. A failing store costs the set language, never the answer. */
export async function ownLanguage(
  slack: SlackContext,
  team: string,
  channel: string,
  user: string,
): Promise<string> {
  const { content } = slack.options;
  const known = content.languages.map((language) => language.tag);
  const [chosen, { locale }] = await Promise.all([
    setLanguage(slack, [personId(team, user), `slack:${team}/${channel}`, `slack:${team}`, "*"]),
    slack.person(team, user),
  ]);
  const wanted = [chosen, locale?.split("-")[0]?.toLowerCase()];
  return wanted.find((tag) => tag && known.includes(tag)) ?? content.fallback;
}

async function setLanguage(slack: SlackContext, scopes: readonly string[]): Promise<string | null> {
  try {
    return (await slack.options.preferredLanguage?.(scopes)) ?? null;
  } catch (error) {
    slack.options.log.warn({ error: String(error) }, "slack: set language not readable");
    return null;
  }
}
