import type { Content } from "../../dialogue/content.ts";
import type { Log } from "../../lib/log.ts";

/** The first wish (locales such as `ja`, `en-GB`) that the bot speaks, else its fallback. */
export function pickLanguage(
  content: Content,
  ...wishes: readonly (string | null | undefined)[]
): string {
  for (const wish of wishes) {
    const base = wish?.toLowerCase().split("-")[0];
    const found = content.languages.find(
      ({ tag }) => tag.toLowerCase() === wish?.toLowerCase() || tag === base,
    );
    if (found) return found.tag;
  }
  return content.fallback;
}

/** What `setLanguage` asks. `preferredLanguage`: the language set for the first of scopes, or null. */
export type LanguageSource = {
  readonly preferredLanguage?: (scopes: readonly string[]) => Promise<string | null>;
  readonly log: Log;
};

/** The language set for the first of the scopes, or null. A failing store costs the set language, never the answer. */
export async function setLanguage(
  { preferredLanguage, log }: LanguageSource,
  scopes: readonly string[],
): Promise<string | null> {
  try {
    return (await preferredLanguage?.(scopes)) ?? null;
  } catch (error) {
    log.warn({ error: String(error) }, "a set language could not be read");
    return null;
  }
}
