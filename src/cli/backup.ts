import { existsSync, renameSync, rmSync } from "node:fs";
import { checkDatabase, copyDatabase } from "../store/sql/copy.ts";
import { UsageError } from "./given.ts";

/** Copies the embedded database to a file, while the bot runs. @throws when it cannot, or for PostgreSQL. */
export async function backup([file]: readonly string[]): Promise<void> {
  if (!file) throw new UsageError("npm run backup -- FILE, such as npm run backup -- backup.db");
  // Made anew: an earlier backup of this name stays whole until this one is.
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  await copyDatabase(databasePath(), fresh);
  const { conversations, version } = checkDatabase(fresh);
  renameSync(fresh, file);
  process.stdout.write(
    `${file}: ${conversations} conversations, schema ${version}, whole. It holds what the database holds: keep it as safe.\n`,
  );
}

/** Puts a backup in place of the embedded database and keeps what was there. @throws when the file is not whole. */
export async function restore([file]: readonly string[]): Promise<void> {
  if (!file) throw new UsageError("npm run restore -- FILE, such as npm run restore -- backup.db");
  const path = databasePath();
  const { conversations } = checkDatabase(file);
  const kept = `${path}.before-restore`;
  if (existsSync(path)) {
    rmSync(kept, { force: true });
    await copyDatabase(path, kept);
    process.stdout.write(`What was there is in ${kept}; delete it when it is no longer wanted.\n`);
  }
  await copyDatabase(file, path);
  process.stdout.write(
    `${path}: ${conversations} conversations from ${file}. Restart the bot if it runs.\n`,
  );
}

/** The path in DATABASE_URL. */
function databasePath(): string {
  const url = process.env.DATABASE_URL || "sqlite:data/tl-advise.db";
  if (url.startsWith("sqlite:")) return url.slice("sqlite:".length);
  throw new Error(
    url.startsWith("postgres")
      ? 'DATABASE_URL names PostgreSQL: use its own tools, pg_dump --format=custom --file=FILE "$DATABASE_URL" and pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE'
      : "Backup and restore are for a database in a file: set DATABASE_URL to sqlite:PATH",
  );
}
