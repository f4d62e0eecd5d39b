import type { Content } from "../../core/content.ts";
import type { Turn } from "../../core/turn.ts";
import type { Desk } from "./desk.ts";
import { personId } from "./ids.ts";

/** What is known of a person's language before they say anything. */
export type Speaks = Pick<Turn, "locale" | "preferred" | "customary">;

/** Looks up locale and set languages together. A failing store costs the preference, never the answer. */
export async function speaks(
  desk: Desk,
  team: string,
  channel: string,
  user: string,
): Promise<Speaks> {
  const [locale, preferred, customary] = await Promise.all([
    desk.locale(team, user),
    setLanguage(desk, [personId(team, user)]),
    setLanguage(desk, [`slack:${team}/${channel}`, `slack:${team}`]),
  ]);
  return { locale, preferred, customary };
}

async function setLanguage(desk: Desk, scopes: readonly string[]): Promise<string | null> {
  try {
    return (await desk.options.preferredLanguage?.(scopes)) ?? null;
  } catch (error) {
    desk.options.log.warn({ error: String(error) }, "slack: set language not readable");
    return null;
  }
}

/** The language for words that are not part of a reply. */
export function languageOf(content: Content, { locale, preferred, customary }: Speaks): string {
  const known = content.languages.map((language) => language.tag);
  const wanted = [preferred, customary, locale?.split("-")[0]?.toLowerCase()];
  return wanted.find((tag) => tag && known.includes(tag)) ?? content.fallback;
}
