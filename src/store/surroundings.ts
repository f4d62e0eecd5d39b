import type { Turn } from "../core/turn.ts";
import { hashed, scopesOf, teamKey } from "./keys.ts";
import type { Cell } from "./sql.ts";
import type { Surroundings } from "./store.ts";

/** What the columns of `columnsAround` give. */
export type Around = {
  readonly preferred: string | null;
  readonly customary: string | null;
  readonly has_team: number;
};

/** The columns `preferred`, `customary` and `has_team` of a SELECT, and their values, which are numbered from `first` on. */
export function columnsAround(
  key: string,
  first: number,
): { readonly columns: string; readonly values: readonly Cell[] } {
  const team = teamKey(key);
  const [person = "", ...places] = scopesOf(key).map(hashed);
  const language = (at: number) => `(SELECT language FROM preferences WHERE scope = $${at})`;
  const customary = places.map((_, index) => language(first + 2 + index)).join(", ");
  return {
    columns: `${language(first)} AS preferred, COALESCE(${customary}, NULL) AS customary,
       CASE WHEN EXISTS (SELECT 1 FROM conversations s WHERE s.key = $${first + 1}) THEN 1 ELSE 0 END AS has_team`,
    values: [person, team === null ? "" : hashed(team), ...places],
  };
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
