import { type ChildProcess, fork } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

/** A bot in a process of its own. `port`: where it hears HTTP. */
export type BotProcess = { readonly port: number; stop(): Promise<void> };

/** A bot as its process runs it; `handle` null: it hears no HTTP. */
export type ServedBot = { readonly handle: RequestListener | null; stop(): Promise<unknown> };

/** Starts a script of this folder and waits until its bot is ready. @throws when it ends before. */
export async function startProcess(script: string, args: readonly string[]): Promise<BotProcess> {
  const child: ChildProcess = fork(fileURLToPath(new URL(script, import.meta.url)), args);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { port: number }).port));
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code} at its start`)));
  });
  return {
    port,
    async stop() {
      child.send("stop");
      await gone;
    },
  };
}

/** The other end: tells its port and lives until it is stopped or its benchmark is gone. */
export async function serveBot({ handle, stop }: ServedBot): Promise<void> {
  const server = createServer(handle ?? undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.send?.({ port: (server.address() as AddressInfo).port });
  await new Promise<void>((resolve) => {
    process.once("message", () => resolve());
    process.once("disconnect", () => resolve());
  });
  await stop();
  process.exit(0);
}
