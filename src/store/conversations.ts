import type { State } from "../core/state.ts";
import { saveEffects } from "./effects.ts";
import { channelOf, hashed, personOf, workspaceOf } from "./keys.ts";
import { leaseNew } from "./outbox.ts";
import { createQueues, PATIENCE_MS, patiently } from "./patience.ts";
import { parseReply, parseState } from "./saved.ts";
import { Conflict, type Database, type Query } from "./sql.ts";
import type { Change, Delivery, Store, Updated } from "./store.ts";

type Seen = {
  readonly seen: string | null;
  readonly reply: string | null;
  readonly state: string | null;
};

/** The part of the store that runs turns. `now` in milliseconds since 1970. */
export function createConversations(
  database: Database,
  now: () => number,
  keepsText: boolean,
): Pick<Store, "update" | "follows" | "answerTo" | "once"> {
  const inTurn = createQueues();
  const isPassing = (error: unknown) => database.isPassing(error);

  async function claimTurn(
    query: Query,
    key: string,
    turnId: string,
    change: (state: State | null) => Change,
    worker: string | null,
  ): Promise<Updated> {
    const conversation = hashed(key);
    const turn = hashed(turnId);
    const [found] = await query<Seen>(
      `SELECT t.id AS seen, t.reply AS reply, c.state AS state FROM (SELECT 1 AS one) AS o
       LEFT JOIN turns t ON t.id = $1 LEFT JOIN conversations c ON c.key = $2`,
      [turn, conversation],
    );
    if (found?.seen) return { fresh: false, reply: parseReply(found.reply), delivery: null };
    const changed = change(parseState(found?.state ?? null));
    const delivery = await saveTurn(query, key, turnId, changed, worker);
    return { fresh: true, reply: changed.reply, delivery };
  }

  async function saveTurn(
    query: Query,
    key: string,
    turnId: string,
    changed: Change,
    worker: string | null,
  ): Promise<Delivery | null> {
    const by = changed.by ?? key;
    const at = now();
    const claimed = await query(
      `INSERT INTO turns (id, person, reply, at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [hashed(turnId), hashed(personOf(by)), changed.reply && JSON.stringify(changed.reply), at],
    );
    if (claimed.length === 0) throw new Conflict(`turn ${hashed(turnId)}`);
    await query(
      `INSERT INTO conversations (key, person, state, updated_at, workspace) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) DO UPDATE SET
         state = excluded.state, updated_at = excluded.updated_at, workspace = excluded.workspace`,
      [hashed(key), hashed(personOf(key)), JSON.stringify(changed.state), at, workspaceOf(key)],
    );
    await saveEffects(query, by, changed.effects, at, keepsText);
    const { address, reply } = changed;
    if (!address || !reply) return null;
    await queueReply(query, key, turnId, changed, at);
    const isLeased = worker !== null && (await leaseNew(query, hashed(turnId), worker, at));
    if (!isLeased) return null;
    return { id: hashed(turnId), turn: turnId, address, reply, attempt: 1, recovered: false };
  }

  return {
    update: (key, turnId, change, withinMs = PATIENCE_MS, worker = null) =>
      inTurn(key, () =>
        patiently(
          () => database.transaction(key, (query) => claimTurn(query, key, turnId, change, worker)),
          isPassing,
          withinMs,
        ),
      ),
    async follows(key, withinMs = PATIENCE_MS) {
      const look = () =>
        database.query("SELECT 1 AS one FROM conversations WHERE key = $1", [hashed(key)]);
      return (await patiently(look, isPassing, withinMs)).length > 0;
    },
    async answerTo(turnId) {
      const rows = await database.query<{ message: string | null }>(
        "SELECT message FROM turns WHERE id = $1",
        [hashed(turnId)],
      );
      return rows[0]?.message ?? null;
    },
    async once(name, person) {
      const claim = () =>
        database.query(
          `INSERT INTO seen (name, person, at, workspace) VALUES ($1, $2, $3, $4)
           ON CONFLICT (name) DO NOTHING RETURNING name`,
          [
            hashed(name),
            person === null ? "" : hashed(person),
            now(),
            person === null ? "" : workspaceOf(person),
          ],
        );
      return (await patiently(claim, isPassing, PATIENCE_MS)).length > 0;
    },
  };
}

async function queueReply(query: Query, key: string, turnId: string, changed: Change, at: number) {
  await query(
    `INSERT INTO outbox (id, turn, conversation, lane, person, platform, address, attempt, recovered, due_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $8)`,
    [
      hashed(turnId),
      turnId,
      hashed(key),
      hashed(channelOf(key)),
      hashed(personOf(changed.by ?? key)),
      changed.address?.platform ?? "",
      JSON.stringify(changed.address),
      at,
    ],
  );
}
