import { randomBytes } from "node:crypto";
import { keyed, memberMark } from "../keys.ts";
import { writeMeta } from "./meta.ts";
import type { Query } from "./sql.ts";

/** The name of the key in `meta`. */
export const PSEUDONYM_KEY = "pseudonym_key";

/** Every column in which an id is kept by what stands for it. */
const COLUMNS = [
  ["conversations", "key"],
  ["conversations", "person"],
  ["turns", "id"],
  ["turns", "person"],
  ["outbox", "id"],
  ["outbox", "conversation"],
  ["outbox", "lane"],
  ["outbox", "person"],
  ["lanes", "lane"],
  ["preferences", "scope"],
  ["ratings", "person"],
  ["misses", "person"],
  ["advices", "person"],
  ["seen", "name"],
  ["seen", "person"],
  ["follow_ups", "person"],
] as const;

/** Makes the database's key, and puts pseudonyms by it in place of the plain digests that stood there before. */
export async function makePseudonyms(query: Query): Promise<void> {
  const key = randomBytes(32).toString("base64url");
  await writeMeta(query, PSEUDONYM_KEY, key);
  await renameMembers(query, key);
  for (const [table, column] of COLUMNS) {
    const rows = await query<{ digest: string }>(
      `SELECT DISTINCT ${column} AS digest FROM ${table} WHERE ${column} <> ''`,
    );
    for (const { digest } of rows) {
      await query(`UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1`, [
        digest,
        keyed(key, digest),
      ]);
    }
  }
}

/** A team's state names its members by the beginning of their digests; whose digest is not known here answers once more. */
async function renameMembers(query: Query, key: string): Promise<void> {
  const sessions = await query<{ key: string; state: string }>(
    `SELECT key, state FROM conversations WHERE state LIKE '%"members"%'`,
  );
  if (sessions.length === 0) return;
  const people = await query<{ person: string }>(
    "SELECT person FROM turns UNION SELECT person FROM conversations",
  );
  const marks = new Map(
    people.map(({ person }) => [memberMark(person), memberMark(keyed(key, person))]),
  );
  for (const session of sessions) {
    const state = JSON.parse(session.state) as { team?: { members?: object } | null };
    const members = Object.entries(state.team?.members ?? {});
    if (!state.team || members.length === 0) continue;
    const renamed = members.map(([mark, answers]) => [marks.get(mark) ?? mark, answers]);
    const team = { ...state.team, members: Object.fromEntries(renamed) };
    await query("UPDATE conversations SET state = $2 WHERE key = $1", [
      session.key,
      JSON.stringify({ ...state, team }),
    ]);
  }
}
