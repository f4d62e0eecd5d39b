import type { Effect, Reply } from "../core/reply.ts";
import type { State } from "../core/state.ts";

/** Where a reply that is not the acknowledgement itself is to be posted: the platform and its own fields, as JSON. */
export type Address = {
  readonly platform: string;
  readonly place: { readonly [field: string]: string | boolean | null };
};

/** What one turn changes. `address` null: the caller gives the reply itself (it is the acknowledgement). */
export type Change = {
  readonly state: State;
  readonly reply: Reply | null;
  readonly effects: readonly Effect[];
  readonly address: Address | null;
};

/** The outcome of a turn. `fresh` is false when the same turn id was seen before; `reply` is then the first one's. */
export type Updated = { readonly fresh: boolean; readonly reply: Reply | null };

/** A reply waiting to be posted, leased to one worker. `attempt` counts from 1; `recovered` when another worker may have posted it. */
export type Delivery = {
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
export interface Store {
  /**
   * Claims the turn, hands its key's state (null: none) to `change`, and saves state, effects and outbox row in one
   * transaction. `change` is synchronous and may run again after a conflict. Turns of one key run one after another.
   */
  update(key: string, turnId: string, change: (state: State | null) => Change): Promise<Updated>;
  /** The first language set among `scopes` (most specific first, such as person, channel, workspace), or null. */
  preferredLanguage(scopes: readonly string[]): Promise<string | null>;
  /** Leases up to `limit` due deliveries for `leaseMs`, at most one at a time per conversation, in order. */
  claim(worker: string, limit: number, leaseMs: number): Promise<readonly Delivery[]>;
  settle(delivery: Delivery, how: Settled): Promise<void>;
  /** Depth of the outbox and age in ms of its oldest row (0 when empty). */
  outbox(): Promise<{ readonly depth: number; readonly oldestMs: number }>;
  /** Deletes what is older than the retention, in days; returns how many conversations went. */
  sweep(retentionDays: number): Promise<number>;
  /** Erases every trace of a person: `person` is the part of keys that names them, such as `slack:T1/U1`. */
  forget(person: string): Promise<void>;
  close(): Promise<void>;
}
