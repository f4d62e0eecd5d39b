import { hashed, memberMark, teamsOf } from "../keys.ts";
import type { Miss, Records } from "../records.ts";
import type { Database, Query } from "../sql/sql.ts";
import type { Store } from "../store.ts";
import { parseState, parseTexts } from "../stored-values.ts";
import { RETENTION_DAYS } from "./effects.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Platforms deliver an event again within minutes; turns are known for a week, their replies for an hour. */
const TURN_DAYS = 7;
const REPLY_KEPT_MS = 60 * 60_000;

/** Tables whose rows belong to one person, by the hash of the person's id. */
const PERSONAL = [
  "conversations",
  "turns",
  "outbox",
  "ratings",
  "misses",
  "advices",
  "seen",
  "follow_ups",
] as const;

/** Tables whose rows grow old. What people chose to have (language, settings) and what is still to be posted stays. */
const AGEING = ["ratings", "misses", "advices", "seen"] as const;

/** The part of the store that forgets. `now` in milliseconds since 1970. */
export function createPeople(
  database: Database,
  now: () => number,
): Pick<Store, "sweep" | "forget"> & Pick<Records, "held"> {
  return {
    async sweep(retentionDays) {
      const at = now();
      const swept = await database.transaction("sweep", (query) => sweep(query, at, retentionDays));
      await database.scrub();
      return swept;
    },
    async forget(person) {
      await leaveTeams(database, person);
      await database.transaction(person, async (query) => {
        for (const table of PERSONAL) {
          await query(`DELETE FROM ${table} WHERE person = $1`, [hashed(person)]);
        }
        await query("DELETE FROM preferences WHERE scope = $1", [hashed(person)]);
        await query("UPDATE audit SET who = '' WHERE who = $1", [person]);
      });
      await database.scrub();
    },
    held: (person) => database.transaction(person, (query) => held(query, person)),
  };
}

/** The sessions that threads of the person's workspace share and in which the person has answered. */
async function teamSessions(query: Query, person: string) {
  const rows = await query<{ key: string; state: string }>(
    "SELECT key, state FROM conversations WHERE person = $1",
    [hashed(teamsOf(person))],
  );
  const mark = memberMark(person);
  return rows.flatMap(({ key, state: saved }) => {
    const state = parseState(saved);
    if (!state?.team) return [];
    const { [mark]: answers, ...members } = state.team.members;
    return answers ? [{ key, answers, left: { ...state, team: { ...state.team, members } } }] : [];
  });
}

/** Takes a person's answers out of the sessions that threads share, each when no turn of it is running. */
async function leaveTeams(database: Database, person: string): Promise<void> {
  for (const { key } of await teamSessions(database.query, person)) {
    await database.transaction(key, async (query) => {
      const session = (await teamSessions(query, person)).find((each) => each.key === key);
      if (!session) return;
      await query("UPDATE conversations SET state = $2 WHERE key = $1", [
        key,
        JSON.stringify(session.left),
      ]);
    });
  }
}

async function sweep(query: Query, at: number, retentionDays: number): Promise<number> {
  const wishes = await query<{ scope: string; value: string }>(
    "SELECT scope, value FROM settings WHERE name = $1",
    [RETENTION_DAYS],
  );
  const everywhere = Number(wishes.find(({ scope }) => scope === "*")?.value ?? retentionDays);
  const oldest = at - Math.min(retentionDays, everywhere) * DAY_MS;
  let gone = await sweepOld(query, null, oldest);
  for (const { scope, value } of wishes) {
    if (scope !== "*") gone += await sweepOld(query, scope, at - Number(value) * DAY_MS);
  }
  await query("DELETE FROM turns WHERE at < $1 AND id NOT IN (SELECT id FROM outbox)", [
    Math.max(oldest, at - TURN_DAYS * DAY_MS),
  ]);
  await query(
    "UPDATE turns SET reply = NULL WHERE at < $1 AND reply IS NOT NULL AND id NOT IN (SELECT id FROM outbox)",
    [at - REPLY_KEPT_MS],
  );
  await query("DELETE FROM lanes WHERE held_until < $1", [at]);
  return gone;
}

/** Deletes what is older than `oldest` in a workspace (null: in all); returns how many conversations went. */
async function sweepOld(query: Query, workspace: string | null, oldest: number): Promise<number> {
  const ofWorkspace = "workspace = COALESCE($2, workspace)";
  const gone = await query(
    `DELETE FROM conversations WHERE updated_at < $1 AND ${ofWorkspace} RETURNING key`,
    [oldest, workspace],
  );
  for (const table of AGEING)
    await query(`DELETE FROM ${table} WHERE at < $1 AND ${ofWorkspace}`, [oldest, workspace]);
  return gone.length;
}

async function held(query: Query, person: string): ReturnType<Records["held"]> {
  const id = [hashed(person)];
  const languages = await query<{ language: string }>(
    "SELECT language FROM preferences WHERE scope = $1",
    id,
  );
  const conversations = await query<{ state: string; at: number }>(
    "SELECT state, updated_at AS at FROM conversations WHERE person = $1 ORDER BY updated_at",
    id,
  );
  const ratings = await query<{ about: string; helpful: number; reason: string | null }>(
    "SELECT about, helpful, reason FROM ratings WHERE person = $1 ORDER BY at",
    id,
  );
  return {
    person,
    language: languages[0]?.language ?? null,
    conversations: conversations.flatMap((row) => {
      const state = parseState(row.state);
      return state ? [{ state, at: row.at }] : [];
    }),
    teams: (await teamSessions(query, person)).map(({ answers }) => answers),
    advices: await query(
      "SELECT code, strategy, at FROM advices WHERE person = $1 ORDER BY seq",
      id,
    ),
    ratings: ratings.map((row) => ({ ...row, helpful: row.helpful === 1 })),
    misses: (
      await query<MissRow>(
        "SELECT workspace, language, text, candidates, at FROM misses WHERE person = $1 ORDER BY seq",
        id,
      )
    ).map(toMiss),
    followUps: await query(
      `SELECT code, due_at AS "dueAt" FROM follow_ups WHERE person = $1 ORDER BY due_at`,
      id,
    ),
  };
}

/** A saved unanswered question. */
export type MissRow = {
  readonly workspace: string;
  readonly language: string;
  readonly text: string | null;
  readonly candidates: string;
  readonly at: number;
};

export function toMiss(row: MissRow): Miss {
  return { ...row, candidates: parseTexts(row.candidates) };
}
