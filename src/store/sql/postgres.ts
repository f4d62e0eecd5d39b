import { hash } from "node:crypto";
import pg from "pg";
import { type Cell, Conflict, type Database, type Row, type Statement, type Work } from "./sql.ts";

const BIGINT_OID = 20;

/** SQLSTATE classes and codes that pass: connection, resources, operator's stop, serialisation, deadlock. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const PASSING_STATES = /^(08...|53...|57P..|40001|40P01|55P03|25006)$/;
const PASSING_FAULTS =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/;
const PASSING_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|connection error and is not queryable/i;

/** How long one statement may take, in ms. */
const STATEMENT_MS = 15_000;

/** `sslmode` as libpq, psql and hosted databases mean it: `require` encrypts, `verify-full` also proves whose the server is. */
function withLibpqTls(url: string): string {
  const hasMode = /[?&]sslmode=/.test(url) && !/[?&]uselibpqcompat=/.test(url);
  return hasMode ? `${url}&uselibpqcompat=true` : url;
}

/**
 * A pool of connections to PostgreSQL, or to a pooler such as PgBouncer in front of it, also by transaction: limits are set
 * in each transaction, not when connecting. Nothing is connected before the first use. `warn` hears of connections that
 * break while idle.
 */
export function openPostgres(url: string, warn: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: withLibpqTls(url),
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "tl-advise",
    types: { getTypeParser },
  });
  pool.on("error", warn);
  pool.on("connect", (client) => client.on("error", warn));

  async function transaction<T, R extends Row>(
    lock: string,
    work: Work<T, R>,
    first?: Statement,
    statementMs = STATEMENT_MS,
  ): Promise<T> {
    const client = await pool.connect();
    let broken = false;
    try {
      const begin = `BEGIN; SET LOCAL statement_timeout = ${statementMs};
        SET LOCAL idle_in_transaction_session_timeout = ${2 * statementMs};
        SELECT pg_advisory_xact_lock(${lockNumber(lock)})`;
      const begun = await client.query(first ? `${begin}; ${written(first)}` : begin);
      // One result for each of the statements.
      const looked = (begun as unknown as readonly pg.QueryResult<R & pg.QueryResultRow>[])[4];
      const result = await work(
        async <S extends Row>(text: string, values: readonly Cell[] = []) => {
          const { rows } = await client.query(text, [...values]);
          return rows as readonly S[];
        },
        looked?.rows ?? [],
      );
      await client.query("COMMIT");
      return result;
    } catch (error) {
      broken = await client.query("ROLLBACK").then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** A statement of its own has no transaction to set a limit in: the client keeps it. */
  function single<R extends Row>(text: string, values: readonly Cell[] = []) {
    const limited = { text, values: [...values], query_timeout: STATEMENT_MS };
    return pool.query<R & pg.QueryResultRow>(limited);
  }

  return {
    transaction,
    query: async <R extends Row>(text: string, values: readonly Cell[] = []) => {
      return (await single<R>(text, values)).rows;
    },
    async clock() {
      const { rows } = await single<{ at: number }>(
        "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::BIGINT AS at",
      );
      return Number(rows[0]?.at);
    },
    serial: "BIGSERIAL PRIMARY KEY",
    isPassing,
    scrub: async () => undefined,
    close: () => pool.end(),
  };
}

/** A statement with its values written into it: several that are sent together cannot have any. */
function written({ text, values }: Statement): string {
  return text.replaceAll(/\$(\d+)/g, (_, number) => {
    const value = values[Number(number) - 1] ?? null;
    return typeof value === "string" ? pg.escapeLiteral(value) : String(value);
  });
}

/** Milliseconds and counts are below 2^53, so that a BIGINT is read as a number. */
function getTypeParser(oid: number, format?: "text" | "binary") {
  return oid === BIGINT_OID && format !== "binary"
    ? Number
    : pg.types.getTypeParser(oid, format as "text");
}

/** A name as the number that PostgreSQL locks. */
function lockNumber(name: string): bigint {
  return hash("sha256", name, "buffer").readBigInt64BE();
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return PASSING_STATES.test(code) || PASSING_FAULTS.test(code);
  if (error instanceof AggregateError) return error.errors.every(isPassing);
  return error instanceof Conflict || PASSING_MESSAGES.test(error.message);
}
