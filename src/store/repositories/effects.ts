import type { Effect } from "../../dialogue/reply.ts";
import { type Pseudonym, personOf, scopesOf, workspaceOf } from "../keys.ts";
import type { Rating } from "../records.ts";
import type { Query } from "../sql/sql.ts";

/** The setting that says whether the words of unanswered questions are kept (`on`) or only counted (`off`). */
export const KEEP_QUESTIONS = "keep_questions";
/** The setting with the days after which a workspace (`*`: every one) wishes its entries to be deleted. */
export const RETENTION_DAYS = "retention_days";

/** When something is saved (milliseconds since 1970), and how people are named in it. */
export type Saving = { readonly at: number; readonly pseudonym: Pseudonym };

/** Saves what a turn causes beside its state, in the turn's own transaction. */
export async function saveEffects(
  query: Query,
  key: string,
  effects: readonly Effect[],
  { at, keepsText, pseudonym }: Saving & { readonly keepsText: boolean },
): Promise<void> {
  const person = personOf(key);
  for (const effect of effects) {
    switch (effect.kind) {
      case "prefer_language":
        await savePreference(query, person, effect.language, { at, pseudonym });
        break;
      case "rate":
        await saveRating(query, person, effect, { at, pseudonym });
        break;
      case "miss":
        await saveMiss(query, key, effect, { at, keepsText, pseudonym });
        break;
      case "advised":
        await query(
          "INSERT INTO advices (person, strategy, code, at, workspace) VALUES ($1, $2, $3, $4, $5)",
          [pseudonym(person), effect.strategy, effect.code, at, workspaceOf(key)],
        );
        break;
    }
  }
}

/** Sets the language of a scope; null removes it. */
export async function savePreference(
  query: Query,
  scope: string,
  language: string | null,
  { at, pseudonym }: Saving,
) {
  if (language === null) {
    await query("DELETE FROM preferences WHERE scope = $1", [pseudonym(scope)]);
    return;
  }
  await query(
    `INSERT INTO preferences (scope, language, at) VALUES ($1, $2, $3)
     ON CONFLICT (scope) DO UPDATE SET language = excluded.language, at = excluded.at`,
    [pseudonym(scope), language, at],
  );
}

/** Saves a judgement; a later one without a reason keeps the reason only while the judgement is the same. */
export async function saveRating(
  query: Query,
  person: string,
  rating: Rating,
  { at, pseudonym }: Saving,
) {
  await query(
    `INSERT INTO ratings (person, about, helpful, reason, at, workspace) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (person, about) DO UPDATE SET
       reason = CASE WHEN ratings.helpful = excluded.helpful THEN COALESCE(excluded.reason, ratings.reason)
                     ELSE excluded.reason END,
       helpful = excluded.helpful, at = excluded.at`,
    [
      pseudonym(person),
      rating.about,
      rating.helpful ? 1 : 0,
      rating.reason,
      at,
      workspaceOf(person),
    ],
  );
}

async function saveMiss(
  query: Query,
  key: string,
  miss: Effect & { readonly kind: "miss" },
  { at, keepsText, pseudonym }: Saving & { readonly keepsText: boolean },
) {
  const kept = await findSetting(query, scopesOf(key).slice(1), KEEP_QUESTIONS);
  const text = (kept ?? (keepsText ? "on" : "off")) === "on" ? miss.text : null;
  await query(
    "INSERT INTO misses (person, workspace, language, text, candidates, at) VALUES ($1, $2, $3, $4, $5, $6)",
    [
      pseudonym(personOf(key)),
      workspaceOf(key),
      miss.language,
      text,
      JSON.stringify(miss.candidates),
      at,
    ],
  );
}

/** The value set for the first of `scopes` that has one, or null. */
export async function findSetting(
  query: Query,
  scopes: readonly string[],
  name: string,
): Promise<string | null> {
  const places = scopes.map((_, index) => `$${index + 2}`).join(", ");
  const rows = await query<{ scope: string; value: string }>(
    `SELECT scope, value FROM settings WHERE name = $1 AND scope IN (${places})`,
    [name, ...scopes],
  );
  const values = new Map(rows.map(({ scope, value }) => [scope, value]));
  return scopes.map((scope) => values.get(scope)).find((value) => value !== undefined) ?? null;
}
