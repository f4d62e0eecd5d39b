import { type Pseudonym, personOf } from "../keys.ts";
import type { AuditLine, FollowUp, Records } from "../records.ts";
import { PATIENCE_MS, retryWhileBusy } from "../sql/retry.ts";
import type { Database } from "../sql/sql.ts";
import type { Store } from "../store.ts";
import { parseAddress } from "../stored-values.ts";
import { findSetting, savePreference, saveRating } from "./effects.ts";
import { type MissRow, toMiss } from "./people.ts";

type Judgements = Pick<
  Records,
  "rate" | "ratings" | "reasons" | "misses" | "lastAdvice" | "advised"
>;
type Settings = Pick<Records, "setting" | "settings" | "allSettings" | "changeSetting" | "audit"> &
  Pick<Store, "preferredLanguage" | "preferLanguage">;
type FollowUps = Pick<Records, "planFollowUp" | "dueFollowUps" | "endFollowUp">;
type Sealed = Pick<Records, "saveSealed" | "loadSealed" | "removeSealed" | "sealedNames">;

/** Feedback, gaps and advices. */
export function createRatings(
  database: Database,
  now: () => number,
  pseudonym: Pseudonym,
): Judgements {
  return {
    rate: (person, rating) => saveRating(database.query, person, rating, { at: now(), pseudonym }),
    ratings: (prefix, workspace) =>
      database.query(
        `SELECT about, SUM(helpful) AS helpful, SUM(1 - helpful) AS unhelpful FROM ratings
         WHERE SUBSTR(about, 1, $2) = $1 AND workspace = COALESCE($3, workspace)
         GROUP BY about ORDER BY about`,
        [prefix, prefix.length, workspace],
      ),
    reasons: (limit, workspace) =>
      database.query(
        `SELECT about, reason, COUNT(*) AS count FROM ratings
         WHERE reason IS NOT NULL AND workspace = COALESCE($2, workspace)
         GROUP BY about, reason ORDER BY count DESC, about, reason LIMIT $1`,
        [limit, workspace],
      ),
    async misses(workspace, limit) {
      const rows = await database.query<MissRow>(
        `SELECT workspace, language, text, candidates, at FROM misses
         WHERE workspace = COALESCE($1, workspace) ORDER BY seq DESC LIMIT $2`,
        [workspace, limit],
      );
      return rows.map(toMiss);
    },
    async lastAdvice(person) {
      const rows = await database.query<{ code: string }>(
        "SELECT code FROM advices WHERE person = $1 ORDER BY seq DESC LIMIT 1",
        [pseudonym(person)],
      );
      return rows[0]?.code ?? null;
    },
    advised: (workspace) =>
      database.query(
        `SELECT strategy, COUNT(*) AS count FROM advices WHERE workspace = COALESCE($1, workspace)
         GROUP BY strategy ORDER BY strategy`,
        [workspace],
      ),
  };
}

/** Settings with their audit lines, and languages. */
export function createSettings(
  database: Database,
  now: () => number,
  pseudonym: Pseudonym,
): Settings {
  return {
    setting: (scopes, name) => findSetting(database.query, scopes, name),
    async settings(scope) {
      const rows = await database.query<{ name: string; value: string }>(
        "SELECT name, value FROM settings WHERE scope = $1 ORDER BY name",
        [scope],
      );
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    },
    allSettings: (limit) =>
      database.query("SELECT scope, name, value FROM settings ORDER BY scope, name LIMIT $1", [
        limit,
      ]),
    changeSetting: (scope, name, value, who) =>
      database.transaction(scope, async (query) => {
        const before = await findSetting(query, [scope], name);
        if (before === value) return;
        await query("DELETE FROM settings WHERE scope = $1 AND name = $2", [scope, name]);
        if (value !== null) {
          await query("INSERT INTO settings (scope, name, value) VALUES ($1, $2, $3)", [
            scope,
            name,
            value,
          ]);
        }
        await query(
          "INSERT INTO audit (scope, name, before_value, after_value, who, at) VALUES ($1, $2, $3, $4, $5, $6)",
          [scope, name, before, value, who, now()],
        );
      }),
    audit: (scope, limit) =>
      database.query<AuditLine>(
        `SELECT scope, name, before_value AS before, after_value AS after, who, at FROM audit
         WHERE scope = COALESCE($1, scope) OR SUBSTR(scope, 1, $2) = $3 ORDER BY seq DESC LIMIT $4`,
        [scope, (scope ?? "").length + 1, `${scope}/`, limit],
      ),
    preferredLanguage: (scopes, withinMs = PATIENCE_MS) =>
      retryWhileBusy(
        () => findLanguage(database, scopes.map(pseudonym)),
        (error) => database.isPassing(error),
        withinMs,
      ),
    preferLanguage: (scope, language) =>
      savePreference(database.query, scope, language, { at: now(), pseudonym }),
  };
}

async function findLanguage(database: Database, ids: readonly string[]): Promise<string | null> {
  if (ids.length === 0) return null;
  const rows = await database.query<{ scope: string; language: string }>(
    `SELECT scope, language FROM preferences WHERE scope IN (${ids.map((_, index) => `$${index + 1}`).join(", ")})`,
    ids,
  );
  const found = ids.map((id) => rows.find(({ scope }) => scope === id));
  return found.find((row) => row !== undefined)?.language ?? null;
}

/** Follow-ups that people asked for. */
export function createFollowUps(
  database: Database,
  now: () => number,
  pseudonym: Pseudonym,
): FollowUps {
  return {
    planFollowUp: (followUp) =>
      database.transaction(followUp.id, async (query) => {
        const { id, key, code, language, address, dueAt } = followUp;
        await query("DELETE FROM follow_ups WHERE id = $1", [id]);
        await query(
          "INSERT INTO follow_ups (id, person, key, code, language, address, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
          [id, pseudonym(personOf(key)), key, code, language, JSON.stringify(address), dueAt],
        );
      }),
    async dueFollowUps(limit) {
      const rows = await database.query<Omit<FollowUp, "address"> & { readonly address: string }>(
        `SELECT id, key, code, language, address, due_at AS "dueAt" FROM follow_ups
         WHERE due_at <= $1 ORDER BY due_at LIMIT $2`,
        [now(), limit],
      );
      return rows.flatMap((row) => {
        const address = parseAddress(row.address);
        return address ? [{ ...row, address }] : [];
      });
    },
    async endFollowUp(id) {
      await database.query("DELETE FROM follow_ups WHERE id = $1", [id]);
    },
  };
}

/** Records that were sealed before they came here. */
export function createSealed(database: Database, now: () => number): Sealed {
  return {
    async saveSealed(name, sealed) {
      await database.query(
        `INSERT INTO sealed (name, sealed, at) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, at = excluded.at`,
        [name, sealed, now()],
      );
    },
    async loadSealed(name) {
      const rows = await database.query<{ sealed: string }>(
        "SELECT sealed FROM sealed WHERE name = $1",
        [name],
      );
      return rows[0]?.sealed ?? null;
    },
    async removeSealed(name) {
      await database.query("DELETE FROM sealed WHERE name = $1", [name]);
    },
    async sealedNames() {
      const rows = await database.query<{ name: string }>("SELECT name FROM sealed ORDER BY name");
      return rows.map(({ name }) => name);
    },
  };
}
