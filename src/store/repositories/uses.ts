import type { Records, Use } from "../records.ts";
import type { Database } from "../sql/sql.ts";

/** Counts of use by day, platform and language. */
export function createUses(database: Database): Pick<Records, "addUses" | "uses"> {
  return {
    addUses: (uses) =>
      database.transaction("uses", async (query) => {
        for (const { day, platform, language, turns, misses } of uses) {
          await query(
            `INSERT INTO uses (day, platform, language, turns, misses) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (day, platform, language) DO UPDATE SET
               turns = uses.turns + excluded.turns, misses = uses.misses + excluded.misses`,
            [day, platform, language, turns, misses],
          );
        }
      }),
    uses: (since) =>
      database.query<Use>(
        `SELECT day, platform, language, turns, misses FROM uses WHERE day >= $1
         ORDER BY day DESC, platform, language`,
        [since],
      ),
  };
}
