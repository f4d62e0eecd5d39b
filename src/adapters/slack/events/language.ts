import type { Turn } from "../../../dialogue/turn.ts";
import { scopesOf } from "../../../store/keys.ts";
import { pickLanguage, setLanguage } from "../../shared/language.ts";
import type { SlackContext } from "../context.ts";
import { conversationKey } from "./ids.ts";

/** What the adapter knows of who speaks; set languages are found by the turn runner. */
export type Speaks = Pick<Turn, "locale" | "preferred" | "customary" | "admin">;

/** So long a command or press waits for the person's rights, in ms: what admins do is mostly done so, and 3 s are left for it. */
export const RIGHTS_MS = 1_500;

/** The person's locale and rights, for a turn; within `withinMs`, else nothing is known of them. */
export async function speaks(
  slack: SlackContext,
  team: string,
  user: string,
  withinMs?: number,
): Promise<Speaks> {
  const { locale, isAdmin } = await slack.person(team, user, withinMs);
  return { locale, preferred: null, customary: null, admin: isAdmin };
}

/** The language for words that are not part of a reply. */
export async function ownLanguage(
  slack: SlackContext,
  team: string,
  channel: string,
  user: string,
): Promise<string> {
  const key = conversationKey(team, channel, null, user);
  const [chosen, { locale }] = await Promise.all([
    setLanguage(slack.options, scopesOf(key)),
    slack.person(team, user),
  ]);
  return pickLanguage(slack.options.content, chosen, locale);
}
