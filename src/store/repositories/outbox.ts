import type { Address } from "../address.ts";
import type { Cell, Database, Query } from "../sql/sql.ts";
import type { Delivery, Settled, Store } from "../store.ts";
import { parseAddress, parseReply } from "../stored-values.ts";
import { beat, createWatch, enlist } from "./workers.ts";

/** The longest wait, in ms. What is due further ahead was written by a clock that went ahead, and is due. */
export const LONGEST_WAIT_MS = 15 * 60_000;

/** A retry holds its channel back this often; then the fault is taken to be the message's own. */
const CHANNEL_ATTEMPTS = 5;

/** How many waiting rows one claim looks at. */
const CLAIM_WINDOW = 500;

type Waiting = {
  readonly seq: number;
  readonly id: string;
  readonly turn: string;
  readonly address: string;
  readonly attempt: number;
  readonly recovered: number;
  readonly reply: string | null;
};

/** The part of the store that hands out replies to be posted. `warn` hears of rows that cannot be read. */
export function createOutbox(
  database: Database,
  now: () => number,
  warn: (error: Error) => void,
): Pick<Store, "claim" | "renew" | "leased" | "release" | "settle" | "outbox"> {
  const watch = createWatch(now);

  async function lease(
    query: Query,
    worker: string,
    limit: number,
    leaseMs: number,
    platforms: readonly string[] | null,
  ) {
    await watch.buryDead(query, worker, leaseMs);
    const rows = await findDue(query, limit, now(), platforms);
    if (rows.length > 0) await beat(query, worker);
    for (const { seq } of rows) {
      await query("UPDATE outbox SET worker = $2, attempt = attempt + 1 WHERE seq = $1", [
        seq,
        worker,
      ]);
    }
    return rows;
  }

  return {
    async claim(worker, limit, leaseMs, platforms = null) {
      if (limit < 1 || platforms?.length === 0) return [];
      const rows = await database.transaction("outbox", (query) =>
        lease(query, worker, limit, leaseMs, platforms),
      );
      const deliveries: Delivery[] = [];
      for (const row of rows) {
        const delivery = toDelivery(row);
        if (delivery) deliveries.push(delivery);
        else {
          warn(new Error(`Delivery ${row.id} in the outbox cannot be read and is dropped`));
          await database.query("DELETE FROM outbox WHERE seq = $1", [row.seq]);
        }
      }
      return deliveries;
    },
    renew: (worker) => beat(database.query, worker),
    async leased(worker) {
      const rows = await database.query<{ id: string }>("SELECT id FROM outbox WHERE worker = $1", [
        worker,
      ]);
      return rows.map(({ id }) => id);
    },
    release: (worker, ids) =>
      database.transaction("outbox", async (query) => {
        for (const id of ids) {
          await query(
            "UPDATE outbox SET worker = NULL, recovered = 1 WHERE worker = $1 AND id = $2",
            [worker, id],
          );
        }
      }),
    settle: (delivery, how, worker = null) =>
      database.transaction(delivery.id, async (query) => {
        const lane = await settle(query, delivery, how, now());
        if (lane === null || worker === null) return null;
        const row = await leaseNext(query, lane, worker, now());
        return row ? toDelivery(row) : null;
      }),
    async outbox() {
      const rows = await database.query<{ depth: number; oldest: number | null }>(
        "SELECT COUNT(*) AS depth, MIN(created_at) AS oldest FROM outbox",
      );
      const { depth = 0, oldest = null } = rows[0] ?? {};
      return { depth, oldestMs: oldest === null ? 0 : Math.max(0, now() - oldest) };
    },
  };
}

/** What one row of the outbox is made of; ids as they are stored. */
export type Queued = {
  readonly id: string;
  readonly turn: string;
  readonly conversation: string;
  readonly lane: string;
  readonly person: string;
  readonly address: Address;
};

/** Queues a reply, leased to `worker` when nothing of its conversation or channel is before it. Whether it was leased. */
export async function queue(
  query: Query,
  { id, turn, conversation, lane, person, address }: Queued,
  worker: string | null,
  at: number,
): Promise<boolean> {
  const [queued] = await query<{ worker: string | null; enlisted: number }>(
    `INSERT INTO outbox (id, turn, conversation, lane, person, platform, address, recovered, due_at, created_at,
       worker, attempt)
     SELECT $1, $2, $3, $4, $5, $6, $7, 0, $8, $8, free.worker, CASE WHEN free.worker IS NULL THEN 0 ELSE 1 END
     FROM (SELECT CASE
       WHEN NOT EXISTS (SELECT 1 FROM outbox e WHERE e.conversation = $3)
        AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.lane = $4 AND h.worker IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM lanes l WHERE l.lane = $4 AND l.held_until > $8 AND l.held_until <= $9)
       THEN CAST($10 AS TEXT) END AS worker) AS free
     RETURNING worker, (SELECT COUNT(*) FROM workers w WHERE w.worker = $10) AS enlisted`,
    [
      id,
      turn,
      conversation,
      lane,
      person,
      address.platform,
      JSON.stringify(address),
      at,
      at + LONGEST_WAIT_MS,
      worker,
    ],
  );
  if (worker === null || queued?.worker !== worker) return false;
  if (queued.enlisted === 0) await enlist(query, worker);
  return true;
}

/** Leases the first due row of a channel that nobody is posting to, or gives null. */
async function leaseNext(
  query: Query,
  lane: string,
  worker: string,
  at: number,
): Promise<Waiting | null> {
  const [row] = await query<Waiting>(
    `SELECT o.seq, o.id, o.turn, o.address, o.attempt, o.recovered, t.reply
     FROM outbox o LEFT JOIN turns t ON t.id = o.id
     WHERE o.lane = $1 AND (o.due_at <= $2 OR o.due_at > $3)
       AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.conversation = o.conversation AND e.seq < o.seq)
       AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.lane = $1 AND h.worker IS NOT NULL)
     ORDER BY o.seq LIMIT 1`,
    [lane, at, at + LONGEST_WAIT_MS],
  );
  if (!row) return null;
  await enlist(query, worker);
  await query("UPDATE outbox SET worker = $2, attempt = attempt + 1 WHERE seq = $1", [
    row.seq,
    worker,
  ]);
  return row;
}

/** The first due row of each channel that nobody is posting to, oldest first. */
function findDue(
  query: Query,
  limit: number,
  at: number,
  platforms: readonly string[] | null,
): Promise<readonly Waiting[]> {
  const values: Cell[] = [at, at + LONGEST_WAIT_MS, CLAIM_WINDOW, limit, ...(platforms ?? [])];
  const names = platforms?.map((_, index) => `$${index + 5}`).join(", ");
  return query<Waiting>(
    `SELECT seq, id, turn, address, attempt, recovered, reply FROM (
       SELECT w.*, ROW_NUMBER() OVER (PARTITION BY lane ORDER BY seq) AS place FROM (
         SELECT o.seq, o.id, o.turn, o.address, o.attempt, o.recovered, o.lane, t.reply
         FROM outbox o LEFT JOIN turns t ON t.id = o.id
         WHERE (o.due_at <= $1 OR o.due_at > $2) ${names ? `AND o.platform IN (${names})` : ""}
           AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.conversation = o.conversation AND e.seq < o.seq)
           AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.lane = o.lane AND h.worker IS NOT NULL)
           AND NOT EXISTS (
             SELECT 1 FROM lanes l WHERE l.lane = o.lane AND l.held_until > $1 AND l.held_until <= $2)
         ORDER BY o.seq LIMIT $3) AS w) AS placed
     WHERE place = 1 ORDER BY seq LIMIT $4`,
    values,
  );
}

function toDelivery(row: Waiting): Delivery | null {
  const address = parseAddress(row.address);
  const reply = parseReply(row.reply);
  if (!address || !reply) return null;
  const { id, turn } = row;
  return { id, turn, address, reply, attempt: row.attempt + 1, recovered: row.recovered === 1 };
}

/** Notes how a delivery ended, and gives the channel that it was the turn of, or null when it is not over. */
async function settle(
  query: Query,
  delivery: Delivery,
  how: Settled,
  at: number,
): Promise<string | null> {
  const mine = [delivery.id, delivery.attempt];
  switch (how.kind) {
    case "posted": {
      const gone = await query<{ lane: string }>(
        "DELETE FROM outbox WHERE id = $1 RETURNING lane",
        [delivery.id],
      );
      await query("UPDATE turns SET message = $2 WHERE id = $1", [delivery.id, how.message]);
      return gone[0]?.lane ?? null;
    }
    case "dropped": {
      const gone = await query<{ lane: string }>(
        "DELETE FROM outbox WHERE id = $1 AND attempt = $2 RETURNING lane",
        mine,
      );
      return gone[0]?.lane ?? null;
    }
    case "retry": {
      const until = at + Math.min(Math.max(how.afterMs, 0), LONGEST_WAIT_MS);
      const rows = await query<{ lane: string }>(
        `UPDATE outbox SET due_at = $3, worker = NULL, recovered = 0
         WHERE id = $1 AND attempt = $2 RETURNING lane`,
        [...mine, until],
      );
      const lane = rows[0]?.lane ?? null;
      // The fault is the message's own by now: what else waits in its channel may go.
      if (lane === null || delivery.attempt > CHANNEL_ATTEMPTS) return lane;
      await query(
        `INSERT INTO lanes (lane, held_until) VALUES ($1, $2)
         ON CONFLICT (lane) DO UPDATE SET held_until = excluded.held_until`,
        [lane, until],
      );
      return null;
    }
  }
}
