import { languageScopes, type Place } from "./place.ts";
import type { DiscordOptions } from "./ports.ts";

/** The languages that have been set: by the person, and for the place they are in. */
export type Languages = { readonly preferred: string | null; readonly customary: string | null };

export async function settledLanguages(
  { preferredLanguage }: Pick<DiscordOptions, "preferredLanguage">,
  place: Place,
  user: string,
): Promise<Languages> {
  if (!preferredLanguage) return { preferred: null, customary: null };
  const [person, ...places] = languageScopes(place, user);
  const [preferred, customary] = await Promise.all([
    person ? preferredLanguage([person]) : null,
    preferredLanguage(places),
  ]);
  return { preferred, customary };
}
