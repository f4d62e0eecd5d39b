import type { State } from "../../dialogue/state.ts";
import { yieldToIO } from "../../lib/yield-to-io.ts";
import { channelOf, type Pseudonym, personOf, workspaceOf } from "../keys.ts";
import { createQueues, PATIENCE_MS, retryWhileBusy } from "../sql/retry.ts";
import { Conflict, type Database, type Query } from "../sql/sql.ts";
import type { Change, Delivery, Store, Surroundings, Updated, UpdateOptions } from "../store.ts";
import { parseReply, parseState } from "../stored-values.ts";
import {
  AROUND,
  type Around,
  surroundingsOf,
  VALUES_AROUND,
  valuesAround,
} from "../turn-context.ts";
import { saveEffects } from "./effects.ts";
import { queue } from "./outbox.ts";

type Seen = Around & {
  readonly seen: string | null;
  readonly reply: string | null;
  readonly state: string | null;
};

const CLAIM = `SELECT t.id AS seen, t.reply AS reply, c.state AS state, ${AROUND} FROM (SELECT 1 AS one) AS o
  LEFT JOIN turns t ON t.id = $${VALUES_AROUND + 1} LEFT JOIN conversations c ON c.key = $${VALUES_AROUND + 2}`;

/** A turn that is being run: its ids as they are stored, the key of its state, and of who acted. */
type Turned = {
  readonly id: string;
  readonly conversation: string;
  readonly turnId: string;
  readonly key: string;
  readonly by: string;
  readonly worker: string | null;
};

/** The part of the store that runs turns. `now` in milliseconds since 1970. */
export function createConversations(
  database: Database,
  now: () => number,
  keepsText: boolean,
  pseudonym: Pseudonym,
): Pick<Store, "update" | "surroundings" | "follows" | "answerTo" | "seen" | "once"> {
  const inTurn = createQueues();
  const isPassing = (error: unknown) => database.isPassing(error);

  function runTurn(
    turned: Turned,
    change: (state: State | null, around: Surroundings) => Change,
    decided: UpdateOptions["decided"],
  ): Promise<Updated> {
    const { id, conversation, by } = turned;
    const values = [...valuesAround(by, pseudonym), id, conversation];
    return database.transaction<Updated, Seen>(
      conversation,
      async (query, [found]) => {
        if (found?.seen) return { fresh: false, reply: parseReply(found.reply), delivery: null };
        const changed = change(parseState(found?.state ?? null), surroundingsOf(found));
        if (decided) {
          decided(changed.reply);
          // The acknowledgement leaves before the turn is written.
          await yieldToIO();
        }
        const at = now();
        await saveTurn(query, turned, changed, at);
        const delivery = await queueReply(query, turned, changed, { at, pseudonym });
        return { fresh: true, reply: changed.reply, delivery };
      },
      { text: CLAIM, values },
    );
  }

  async function saveTurn(
    query: Query,
    { id, conversation, key, by }: Turned,
    changed: Change,
    at: number,
  ): Promise<void> {
    const claimed = await query(
      `INSERT INTO turns (id, person, reply, at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [id, pseudonym(personOf(by)), changed.reply && JSON.stringify(changed.reply), at],
    );
    if (claimed.length === 0) throw new Conflict(`turn ${id}`);
    await query(
      `INSERT INTO conversations (key, person, state, updated_at, workspace) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) DO UPDATE SET
         state = excluded.state, updated_at = excluded.updated_at, workspace = excluded.workspace`,
      [conversation, pseudonym(personOf(key)), JSON.stringify(changed.state), at, workspaceOf(key)],
    );
    await saveEffects(query, by, changed.effects, { at, keepsText, pseudonym });
  }

  return {
    update(key, turnId, change, options = {}) {
      const { worker = null, by = key, decided, withinMs = PATIENCE_MS } = options;
      const ids = { id: pseudonym(turnId), conversation: pseudonym(key) };
      const turned = { ...ids, turnId, key, by, worker };
      return inTurn(key, () =>
        retryWhileBusy(() => runTurn(turned, change, decided), isPassing, withinMs),
      );
    },
    surroundings: (key, withinMs = PATIENCE_MS) =>
      retryWhileBusy(() => look(database.query, key, pseudonym), isPassing, withinMs),
    async follows(key, withinMs = PATIENCE_MS) {
      const look = () =>
        database.query("SELECT 1 AS one FROM conversations WHERE key = $1", [pseudonym(key)]);
      return (await retryWhileBusy(look, isPassing, withinMs)).length > 0;
    },
    async answerTo(turnId) {
      const rows = await database.query<{ message: string | null }>(
        "SELECT message FROM turns WHERE id = $1",
        [pseudonym(turnId)],
      );
      return rows[0]?.message ?? null;
    },
    async seen(name) {
      const look = () =>
        database.query("SELECT 1 AS one FROM seen WHERE name = $1", [pseudonym(name)]);
      return (await retryWhileBusy(look, isPassing, PATIENCE_MS)).length > 0;
    },
    async once(name, person) {
      const claim = () =>
        database.query(
          `INSERT INTO seen (name, person, at, workspace) VALUES ($1, $2, $3, $4)
           ON CONFLICT (name) DO NOTHING RETURNING name`,
          [
            pseudonym(name),
            person === null ? "" : pseudonym(person),
            now(),
            person === null ? "" : workspaceOf(person),
          ],
        );
      return (await retryWhileBusy(claim, isPassing, PATIENCE_MS)).length > 0;
    },
  };
}

/** One look at the languages set around a key and at its thread's team session. */
async function look(query: Query, key: string, pseudonym: Pseudonym): Promise<Surroundings> {
  const [row] = await query<Around>(`SELECT ${AROUND}`, valuesAround(key, pseudonym));
  return surroundingsOf(row);
}

/** Queues the reply of a turn that has an address; gives the delivery when it was leased to the worker. */
async function queueReply(
  query: Query,
  { id, conversation, turnId, key, by, worker }: Turned,
  { address, reply }: Change,
  { at, pseudonym }: { readonly at: number; readonly pseudonym: Pseudonym },
): Promise<Delivery | null> {
  if (!address || !reply) return null;
  const lane = pseudonym(channelOf(key));
  const person = pseudonym(personOf(by));
  const row = { id, turn: turnId, conversation, lane, person, address };
  if (!(await queue(query, row, worker, at))) return null;
  return { id, turn: turnId, address, reply, attempt: 1, recovered: false };
}
