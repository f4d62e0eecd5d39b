import type { Turn } from "../../core/turn.ts";
import type { Desk } from "./desk.ts";
import { personId } from "./ids.ts";

/** What the adapter knows of who speaks; set languages are found by `converse`. */
export type Speaks = Pick<Turn, "locale" | "preferred" | "customary" | "admin">;

/** The person's locale and rights, for a turn. */
export async function speaks(desk: Desk, team: string, user: string): Promise<Speaks> {
  const { locale, isAdmin } = await desk.person(team, user);
  return { locale, preferred: null, customary: null, admin: isAdmin };
}

/** The language for words that are not part of a reply. A failing store costs the set language, never the answer. */
export async function ownLanguage(
  desk: Desk,
  team: string,
  channel: string,
  user: string,
): Promise<string> {
  const { content } = desk.options;
  const known = content.languages.map((language) => language.tag);
  const [chosen, { locale }] = await Promise.all([
    setLanguage(desk, [personId(team, user), `slack:${team}/${channel}`, `slack:${team}`, "*"]),
    desk.person(team, user),
  ]);
  const wanted = [chosen, locale?.split("-")[0]?.toLowerCase()];
  return wanted.find((tag) => tag && known.includes(tag)) ?? content.fallback;
}

async function setLanguage(desk: Desk, scopes: readonly string[]): Promise<string | null> {
  try {
    return (await desk.options.preferredLanguage?.(scopes)) ?? null;
  } catch (error) {
    desk.options.log.warn({ error: String(error) }, "slack: set language not readable");
    return null;
  }
}
