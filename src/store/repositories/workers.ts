import type { Query } from "../sql/sql.ts";

/**
 * Tells which workers are dead, without comparing clocks of different machines: a worker counts its heartbeats in the
 * database, and one whose count this instance has not seen change for `leaseMs` is dead.
 */
export function createWatch(now: () => number) {
  const beats = new Map<string, { readonly beat: number; readonly since: number }>();

  /** Frees what the dead held. */
  async function buryDead(query: Query, worker: string, leaseMs: number): Promise<void> {
    const rows = await query<{ worker: string; beat: number }>("SELECT worker, beat FROM workers");
    const known = new Set(rows.map((row) => row.worker));
    for (const name of beats.keys()) if (!known.has(name)) beats.delete(name);
    for (const row of rows) {
      const seen = beats.get(row.worker);
      if (seen?.beat !== row.beat) beats.set(row.worker, { beat: row.beat, since: now() });
      else if (row.worker !== worker && now() - seen.since >= leaseMs)
        await bury(query, row.worker);
    }
  }

  return { buryDead };
}

async function bury(query: Query, worker: string): Promise<void> {
  await query("UPDATE outbox SET worker = NULL, recovered = 1 WHERE worker = $1", [worker]);
  await query("DELETE FROM workers WHERE worker = $1", [worker]);
}

/** Notes that the worker lives. */
export async function beat(query: Query, worker: string): Promise<void> {
  await query(
    `INSERT INTO workers (worker, beat) VALUES ($1, 1)
     ON CONFLICT (worker) DO UPDATE SET beat = workers.beat + 1`,
    [worker],
  );
}

/** Makes sure that the worker is known, so that what it leases is freed when it dies. Writes nothing when it is. */
export async function enlist(query: Query, worker: string): Promise<void> {
  await query("INSERT INTO workers (worker, beat) VALUES ($1, 1) ON CONFLICT (worker) DO NOTHING", [
    worker,
  ]);
}
