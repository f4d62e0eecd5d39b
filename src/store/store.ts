import type { Effect, Reply } from "../dialogue/reply.ts";
import type { State } from "../dialogue/state.ts";
import type { Address } from "./address.ts";
import type { Records } from "./records.ts";

/** What one turn changes. `address` null: the caller gives the reply itself (it is the acknowledgement). */
export type Change = {
  readonly state: State;
  readonly reply: Reply | null;
  readonly effects: readonly Effect[];
  readonly address: Address | null;
};

/**
 * The outcome of a turn. `fresh` is false when the same turn id was seen before; `reply` is then the first one's.
 * `delivery` is the queued reply when the worker that was named may post it at once.
 */
export type Updated = {
  readonly fresh: boolean;
  readonly reply: Reply | null;
  readonly delivery: Delivery | null;
};

/**
 * `withinMs`: how long a database that is busy or away is tried again (default 2,000). `worker`: leases the queued reply in
 * the same transaction when nothing waits before it. `by`: the key of who acts, where several people share the state (by
 * default the state's own): turn, effects, reply and surroundings are theirs. `decided` hears the reply as soon as the turn
 * holds its place in the database, before it is saved: for a reply that is the acknowledgement itself. It may hear more than
 * once; the first counts.
 */
export type UpdateOptions = {
  readonly withinMs?: number | undefined;
  readonly worker?: string | null | undefined;
  readonly by?: string | undefined;
  readonly decided?: ((reply: Reply | null) => void) | undefined;
};

/** The languages set for the person and for the place (channel, workspace, everywhere), and whether the thread has a team session. */
export type Surroundings = {
  readonly preferred: string | null;
  readonly customary: string | null;
  readonly hasTeam: boolean;
};

/** A reply waiting to be posted, leased to one worker. `attempt` counts from 1; `recovered` when another worker may have posted it. */
export type Delivery = {
  /** 22 characters of `A-Z a-z 0-9 _ -`, the same for the same turn. */
  readonly id: string;
  readonly turn: string;
  readonly address: Address;
  readonly reply: Reply;
  readonly attempt: number;
  readonly recovered: boolean;
};

/** How a delivery ended: posted (with the platform's message id), to be tried again later, or given up. */
export type Settled =
  | { readonly kind: "posted"; readonly message: string | null }
  | { readonly kind: "retry"; readonly afterMs: number; readonly error: string }
  | { readonly kind: "dropped"; readonly error: string };

/** Saves conversations so that one act has one effect, whatever is delivered twice or cut off. */
export interface Store extends Records {
  /**
   * Claims the turn, hands its key's state (null: none) and surroundings to `change`, and saves state, effects and outbox
   * row in one transaction. `change` is synchronous and may run again after a conflict. Turns of one key run one after
   * another.
   * @throws what `change` throws (nothing is saved then), or the database's fault.
   */
  update(
    key: string,
    turnId: string,
    change: (state: State | null, around: Surroundings) => Change,
    options?: UpdateOptions,
  ): Promise<Updated>;
  /** What is known around a key, where no turn of it is saved. A database that is busy or away is tried again for `withinMs` (default 2,000). */
  surroundings(key: string, withinMs?: number): Promise<Surroundings>;
  /**
   * The first language set among `scopes` (most specific first, such as person, channel, workspace), or null. A database
   * that is busy or away is tried again for `withinMs` (default 2,000).
   */
  preferredLanguage(scopes: readonly string[], withinMs?: number): Promise<string | null>;
  /** Sets the language of a scope such as `slack:T1/C1`; null removes it. */
  preferLanguage(scope: string, language: string | null): Promise<void>;
  /** Whether the conversation of this key has begun. A database that is busy or away is tried again for `withinMs` (default 2,000). */
  follows(key: string, withinMs?: number): Promise<boolean>;
  /** The platform's id of the message that answered a turn of the last week, or null. */
  answerTo(turnId: string): Promise<string | null>;
  /** Whether `once` has had a caller of the name. */
  seen(name: string): Promise<boolean>;
  /**
   * True for the first caller of a name only, over all instances, until the retention has passed. `person` (such as
   * `slack:T1/U1`, or null) lets `forget` remove it.
   */
  once(name: string, person: string | null): Promise<boolean>;
  /**
   * Leases up to `limit` due deliveries to the worker: in order, at most one at a time per channel, only those of
   * `platforms` (null: all). A worker that has not renewed for `leaseMs`, by this instance's clock alone, is dead, and
   * what it held is free. What this worker holds already is not handed out again.
   */
  claim(
    worker: string,
    limit: number,
    leaseMs: number,
    platforms?: readonly string[] | null,
  ): Promise<readonly Delivery[]>;
  /** The heartbeat, so that no other instance takes over what the worker holds. */
  renew(worker: string): Promise<void>;
  /** Ids of the deliveries that the worker holds, whether or not it heard that it got them. */
  leased(worker: string): Promise<readonly string[]>;
  /** Puts deliveries of the worker back, as possibly posted. */
  release(worker: string, ids: readonly string[]): Promise<void>;
  /**
   * Notes how a delivery ended. A retry holds back its whole channel for `afterMs`. What another worker has taken over
   * meanwhile only `posted` can end. When the delivery is over, the next one of its channel is leased to `worker` (null,
   * the default: to nobody) in the same transaction and returned.
   */
  settle(delivery: Delivery, how: Settled, worker?: string | null): Promise<Delivery | null>;
  /** Depth of the outbox and age in ms of its oldest row (0 when empty). */
  outbox(): Promise<{ readonly depth: number; readonly oldestMs: number }>;
  /**
   * Deletes what is older than the retention, in days, or than a workspace's own shorter one (the setting
   * `retention_days`); returns how many conversations went.
   */
  sweep(retentionDays: number): Promise<number>;
  /** Erases every trace of a person: `person` is the part of keys that names them, such as `slack:T1/U1`. */
  forget(person: string): Promise<void>;
  /** What stands for an id in this database and in the logs: 22 characters of `A-Z a-z 0-9 _ -`. */
  pseudonym(id: string): string;
  /** @throws when the database cannot be written now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
