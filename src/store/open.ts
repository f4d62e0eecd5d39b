import { createPseudonyms } from "./keys.ts";
import { createConversations } from "./repositories/conversations.ts";
import { createOutbox } from "./repositories/outbox.ts";
import { createPeople } from "./repositories/people.ts";
import {
  createFollowUps,
  createRatings,
  createSealed,
  createSettings,
} from "./repositories/settings-and-ratings.ts";
import { createUses } from "./repositories/uses.ts";
import { migrate, pseudonymKey } from "./sql/migrations.ts";
import { retryWhileBusy } from "./sql/retry.ts";
import type { Database } from "./sql/sql.ts";
import { openSqlite } from "./sql/sqlite.ts";
import type { Store } from "./store.ts";

/** How long a database may take to come up when the program starts, in ms. */
const START_PATIENCE_MS = 30_000;

/**
 * `now`: milliseconds since 1970; best one that a set clock does not move (`steadyNow`). `keepsQuestions`: whether the
 * words of unanswered questions are kept where no setting says so. `warn` hears of faults that the store survives.
 */
export type StoreOptions = {
  readonly now: () => number;
  readonly keepsQuestions?: boolean;
  readonly warn?: (error: Error) => void;
  readonly startPatienceMs?: number;
};

/** Milliseconds since 1970 at the start of the process, and from there by a clock that only goes forward. */
export function steadyNow(): number {
  return Math.round(performance.timeOrigin + performance.now());
}

/**
 * Opens `memory:`, `sqlite:PATH` or `postgres://…` and brings its schema up to date. The caller closes it.
 * @throws when the URL is none of these, the database cannot be opened, or it is newer than this program.
 */
export async function createStore(url: string, options: StoreOptions): Promise<Store> {
  const { keepsQuestions = false, warn = () => undefined } = options;
  const now = () => Math.round(options.now());
  const database = await openDatabase(url, warn);
  let key: string;
  try {
    key = await retryWhileBusy(
      async () => {
        await migrate(database);
        return await pseudonymKey(database.query);
      },
      (error) => database.isPassing(error),
      options.startPatienceMs ?? START_PATIENCE_MS,
    );
  } catch (error) {
    await database.close();
    throw error;
  }
  const pseudonym = createPseudonyms(key);
  // The time by `now`, less what this process's clock differs from the database's.
  const clock = async () => {
    const here = steadyNow();
    return now() + (await database.clock()) - here;
  };
  return {
    ...createConversations(database, now, keepsQuestions, pseudonym),
    ...createOutbox(database, now, warn),
    ...createPeople(database, clock, pseudonym, warn),
    ...createRatings(database, now, pseudonym),
    ...createSettings(database, now, pseudonym),
    ...createFollowUps(database, now, pseudonym),
    ...createSealed(database, now),
    ...createUses(database),
    pseudonym,
    ping: async () => {
      // A write: a full disk or a database that only reads cannot save an answer.
      await database.query("UPDATE schema_version SET version = version");
    },
    close: () => database.close(),
  };
}

/** Opens the database behind a URL without touching its schema. */
export async function openDatabase(url: string, warn: (error: Error) => void): Promise<Database> {
  if (url === "memory:") return openSqlite(":memory:");
  if (url.startsWith("sqlite:")) return openSqlite(url.slice("sqlite:".length));
  if (/^postgres(ql)?:\/\//.test(url)) {
    // The driver is loaded only where it is used: it costs the terminal chat time and memory.
    const { openPostgres } = await import("./sql/postgres.ts");
    return openPostgres(url, warn);
  }
  const kind = url.split(":")[0];
  throw new Error(
    `DATABASE_URL must be memory:, sqlite:PATH or postgres://…, but begins with ${JSON.stringify(kind)}. Use sqlite:data/tl-advise.db for one instance.`,
  );
}
