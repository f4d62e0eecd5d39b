/** One value of a row. */
export type Cell = string | number | null;
export type Row = { readonly [column: string]: Cell };

/** Runs one statement with `$1`, `$2`, … and gives its rows. */
export type Query = <R extends Row>(
  text: string,
  values?: readonly Cell[],
) => Promise<readonly R[]>;

/** A statement with its values for `$1`, `$2`, … */
export type Statement = { readonly text: string; readonly values: readonly Cell[] };

/** What is done in a transaction. */
export type Work<T, R extends Row> = (query: Query, rows: readonly R[]) => Promise<T>;

/** A database, as the store needs it: the same statements run on SQLite and PostgreSQL. */
export interface Database {
  /**
   * Runs `work` in one transaction; transactions with the same `lock` run one after another, over all instances. `work` gets
   * the rows of `first` (none without it), which is sent with the transaction's beginning: on PostgreSQL a round trip less.
   * A statement may take `statementMs` (default 15,000), where the database has a limit.
   */
  transaction<T, R extends Row = Row>(
    lock: string,
    work: Work<T, R>,
    first?: Statement,
    statementMs?: number,
  ): Promise<T>;
  /** One statement in a transaction of its own. */
  readonly query: Query;
  /** The column type of a number that counts up by itself. */
  readonly serial: string;
  /** Whether the fault is one that passes: busy, restarting, a lost connection, a deadlock. */
  isPassing(error: unknown): boolean;
  /** Milliseconds since 1970 by the clock that all instances share: the database's. */
  clock(): Promise<number>;
  /** Makes sure that what was deleted cannot be read from the files: at once, or as soon as no reader needs it any more. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** A conflict that another try resolves. */
export class Conflict extends Error {
  constructor(what: string) {
    super(`${what} was written by another instance at the same time`);
    this.name = "Conflict";
  }
}
