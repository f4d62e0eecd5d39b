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

/** A pool of connections to PostgreSQL. Nothing is connected before the first use. `warn` hears of connections that break while idle. */
export function openPostgres(url: string, warn: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "tl-advise",
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    types: { getTypeParser },
  });
  pool.on("error", warn);
  pool.on("connect", (client) => client.on("error", warn));

  async function transaction<T, R extends Row>(
    lock: string,
    work: Work<T, R>,
    first?: Statement,
  ): Promise<T> {
    const client = await pool.connect();
    let broken = false;
    try {
      const begin = `BEGIN; SELECT pg_advisory_xact_lock(${lockNumber(lock)})`;
      const begun = await client.query(first ? `${begin}; ${written(first)}` : begin);
      // One result for each of the statements.
      const looked = (begun as unknown as readonly pg.QueryResult<R & pg.QueryResultRow>[])[2];
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

  return {
    transaction,
    query: async <R extends Row>(text: string, values: readonly Cell[] = []) => {
      const { rows } = await pool.query(text, [...values]);
      return rows as readonly R[];
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
