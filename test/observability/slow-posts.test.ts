import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MOST_BYTES } from "../../src/adapters/shared/request-body.ts";

const SERVER = fileURLToPath(new URL("slow-posts-server.ts", import.meta.url));
const POSTS = 500;
/** As in deploy/: the bot has 512 MB, and needs some 150 itself. */
const MOST_MB = 256;

let server: ChildProcess;
let port: number;
beforeAll(async () => {
  server = spawn(process.execPath, [SERVER], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  [{ port }] = (await once(server, "message")) as [{ port: number }];
});
afterAll(() => void server.kill());

const HEAD = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: ${MOST_BYTES}\r\n\r\n`;
const ALMOST = Buffer.alloc(MOST_BYTES - 1, 120);

/** A post that never sends its last byte. */
function slowPost(): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined).resume();
  socket.write(HEAD);
  socket.write(ALMOST);
  return socket;
}

async function megabytes(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 2 ** 20;
}

test(`${POSTS} slow posts of 1 MB take less than ${MOST_MB} MB, and small requests are answered meanwhile`, async () => {
  const sockets = Array.from({ length: POSTS }, slowPost);
  const closed = () => sockets.filter(({ closed: isClosed }) => isClosed).length;
  await vi.waitFor(() => expect(closed()).toBeGreaterThan(POSTS - 20), 20_000);
  const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: "POST",
    body: "{}",
  });
  expect(answer.status).toBe(200);
  expect(await megabytes()).toBeLessThan(MOST_MB);
});
