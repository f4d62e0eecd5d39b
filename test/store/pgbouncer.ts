import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const NOBODY = 65_534;
const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const PATHS = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

/** Where this machine has PgBouncer, or null. */
export const PGBOUNCER = PATHS.find((path) => spawnSync(path, ["--version"]).status === 0) ?? null;

/** A PgBouncer that hands connections out by transaction. */
export type Pooler = { readonly url: string; stop(): Promise<void> };

/** Starts it on a free port before the server at `target`. */
export async function startPgbouncer(path: string, target: URL, port: number): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-pgbouncer-"));
  const file = join(folder, "pgbouncer.ini");
  const users = join(folder, "users.txt");
  writeFileSync(users, '"postgres" ""\n');
  writeFileSync(
    file,
    `[databases]
postgres = host=127.0.0.1 port=${target.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 3
`,
  );
  if (identity.uid !== undefined)
    for (const each of [folder, file, users]) chownSync(each, NOBODY, NOBODY);
  const child: ChildProcess = spawn(path, ["-q", file], { ...identity, stdio: "ignore" });
  await untilOpen(port);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await pause(20);
    } finally {
      socket.destroy();
    }
  }
}
