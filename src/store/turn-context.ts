import type { Turn } from "../dialogue/turn.ts";
import { type Pseudonym, scopesOf, teamKey } from "./keys.ts";
import type { Cell } from "./sql/sql.ts";
import type { Surroundings } from "./store.ts";

/** What the columns of `AROUND` give. */
export type Around = {
  readonly preferred: string | null;
  readonly customary: string | null;
  readonly has_team: number;
};

const languageOf = (at: number) => `(SELECT language FROM preferences WHERE scope = $${at})`;

/** Columns of a SELECT about a key; `valuesAround` are its first values. */
export const AROUND = `${languageOf(1)} AS preferred,
  COALESCE(${[3, 4, 5, 6].map(languageOf).join(", ")}) AS customary,
  CASE WHEN EXISTS (SELECT 1 FROM conversations WHERE key = $2) THEN 1 ELSE 0 END AS has_team`;

/** So many values `AROUND` has. */
export const VALUES_AROUND = 6;

/** The person, the thread's team, and the places from the thread outwards; what a key has not is empty and finds nothing. */
export function valuesAround(key: string, pseudonym: Pseudonym): readonly Cell[] {
  const team = teamKey(key);
  const [person = "", ...places] = scopesOf(key).map(pseudonym);
  const [first = "", second = "", third = "", fourth = ""] = places;
  return [person, team === null ? "" : pseudonym(team), first, second, third, fourth];
}

export function surroundingsOf(row: Around | undefined): Surroundings {
  const { preferred = null, customary = null, has_team = 0 } = row ?? {};
  return { preferred, customary, hasTeam: has_team === 1 };
}

/** The turn with the languages that are set around it; what it brings itself leads. */
export function spokenIn(turn: Turn, { preferred, customary }: Surroundings): Turn {
  return {
    ...turn,
    preferred: turn.preferred ?? preferred,
    customary: turn.customary ?? customary,
  };
}
