import { memberMark, type Pseudonym, teamsOf } from "../keys.ts";
import type { Miss, Records } from "../records.ts";
import { readMeta, writeMeta } from "../sql/meta.ts";
import type { Database, Query } from "../sql/sql.ts";
import type { Store } from "../store.ts";
import { parseState, parseTexts } from "../stored-values.ts";
import { RETENTION_DAYS } from "./effects.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Platforms deliver an event again within minutes; turns are known for a week, their replies for an hour. */
const TURN_DAYS = 7;
const REPLY_KEPT_MS = 60 * 60_000;

/** A reply that could not be posted for so long would surprise more than it helps. */
const OUTBOX_KEPT_MS = DAY_MS;

/**
 * A clock that went further between two sweeps was set wrong, or the bot was away for long: what is then seen as old may be
 * of yesterday. It is believed at the next sweep, hours later.
 */
const BELIEVED_MS = 2 * DAY_MS;
const SWEPT_AT = "swept_at";

/** Deleting a year of entries may take longer than a turn's statement. */
const LONG_MS = 10 * 60_000;

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

/** The part of the store that forgets. `clock` gives the database's time, `warn` hears of a sweep that was put off. */
export function createPeople(
  database: Database,
  clock: () => Promise<number>,
  pseudonym: Pseudonym,
  warn: (error: Error) => void,
): Pick<Store, "sweep" | "forget"> & Pick<Records, "held"> {
  return {
    async sweep(retentionDays) {
      const at = await clock();
      const swept = await database.transaction(
        "sweep",
        (query) => sweep(query, at, retentionDays, warn),
        undefined,
        LONG_MS,
      );
      await database.scrub();
      return swept;
    },
    async forget(person) {
      const id = pseudonym(person);
      await leaveTeams(database, person, pseudonym);
      await database.transaction(person, async (query) => {
        for (const table of PERSONAL) await query(`DELETE FROM ${table} WHERE person = $1`, [id]);
        await query("DELETE FROM preferences WHERE scope = $1", [id]);
        await query("UPDATE audit SET who = '' WHERE who = $1", [person]);
      });
      await database.scrub();
    },
    held: (person) => database.transaction(person, (query) => held(query, person, pseudonym)),
  };
}

/** The sessions that threads of the person's workspace share and in which the person has answered. */
async function teamSessions(query: Query, person: string, pseudonym: Pseudonym) {
  const rows = await query<{ key: string; state: string }>(
    "SELECT key, state FROM conversations WHERE person = $1",
    [pseudonym(teamsOf(person))],
  );
  const mark = memberMark(pseudonym(person));
  return rows.flatMap(({ key, state: saved }) => {
    const state = parseState(saved);
    if (!state?.team) return [];
    const { [mark]: answers, ...members } = state.team.members;
    return answers ? [{ key, answers, left: { ...state, team: { ...state.team, members } } }] : [];
  });
}

/** Takes a person's answers out of the sessions that threads share, each when no turn of it is running. */
async function leaveTeams(database: Database, person: string, pseudonym: Pseudonym): Promise<void> {
  for (const { key } of await teamSessions(database.query, person, pseudonym)) {
    await database.transaction(key, async (query) => {
      const session = (await teamSessions(query, person, pseudonym)).find(
        (each) => each.key === key,
      );
      if (!session) return;
      await query("UPDATE conversations SET state = $2 WHERE key = $1", [
        key,
        JSON.stringify(session.left),
      ]);
    });
  }
}

async function sweep(
  query: Query,
  at: number,
  retentionDays: number,
  warn: (error: Error) => void,
): Promise<number> {
  await query("DELETE FROM outbox WHERE created_at < $1 AND worker IS NULL", [at - OUTBOX_KEPT_MS]);
  const before = Number((await readMeta(query, SWEPT_AT)) ?? at);
  await writeMeta(query, SWEPT_AT, String(at));
  if (Math.abs(at - before) > BELIEVED_MS) {
    const days = Math.round((at - before) / DAY_MS);
    warn(
      new Error(
        `The clock is ${days} days from the last sweep: nothing is deleted before the next one. Correct the clock if it is wrong.`,
      ),
    );
    return 0;
  }
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
  await query("DELETE FROM uses WHERE day < $1", [new Date(oldest).toISOString().slice(0, 10)]);
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

async function held(
  query: Query,
  person: string,
  pseudonym: Pseudonym,
): ReturnType<Records["held"]> {
  const id = [pseudonym(person)];
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
    teams: (await teamSessions(query, person, pseudonym)).map(({ answers }) => answers),
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
