import type { Query } from "./sql.ts";

/** What the database knows of itself under a name, or null. */
export async function readMeta(query: Query, name: string): Promise<string | null> {
  const rows = await query<{ value: string }>("SELECT value FROM meta WHERE name = $1", [name]);
  return rows[0]?.value ?? null;
}

export async function writeMeta(query: Query, name: string, value: string): Promise<void> {
  await query(
    `INSERT INTO meta (name, value) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [name, value],
  );
}
