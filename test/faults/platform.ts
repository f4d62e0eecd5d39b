import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the bot under test posts. */
export type Post = { readonly delivery: string; readonly turn: string; readonly text: string };

/** How the platform misbehaves: shares from 0 to 1, times in ms. */
export type Manners = {
  readonly latencyMs: number;
  /** Answered with 429 and a pause. */
  readonly refused: number;
  readonly pauseMs: number;
  /** Posted, but the answer is lost. */
  readonly cutOff: number;
};

export const GOOD_MANNERS: Manners = { latencyMs: 2, refused: 0, pauseMs: 0, cutOff: 0 };

/** A chat platform in a process other than the bot's. It records every post, doubled ones too. */
export type Platform = {
  readonly url: string;
  readonly posts: readonly Post[];
  /** Calls, also those that were refused. */
  calls(): number;
  close(): Promise<void>;
};

/** `perSecond`: posts that one channel takes in a second, or null for no limit. */
export async function startPlatform(
  manners: Manners = GOOD_MANNERS,
  perSecond: number | null = null,
): Promise<Platform> {
  const posts: Post[] = [];
  const taken = new Map<string, number>();
  let calls = 0;

  function isTooFast(channel: string): boolean {
    if (perSecond === null) return Math.random() < manners.refused;
    const free = taken.get(channel) ?? 0;
    if (Date.now() < free) return true;
    taken.set(channel, Date.now() + 1_000 / perSecond);
    return false;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://platform");
    if (request.method === "GET") {
      const found = posts.some(({ delivery }) => delivery === url.searchParams.get("delivery"));
      response.end(JSON.stringify({ found }));
      return;
    }
    calls += 1;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const post = JSON.parse(Buffer.concat(parts).toString()) as Post & { readonly channel: string };
    await new Promise((resolve) => setTimeout(resolve, manners.latencyMs * 2 * Math.random()));
    if (isTooFast(post.channel)) {
      response.writeHead(429, { "retry-after-ms": manners.pauseMs }).end();
      return;
    }
    posts.push(post);
    if (Math.random() < manners.cutOff) response.destroy();
    else response.end(JSON.stringify({ id: String(posts.length) }));
  }

  const server = createServer(
    (request, response) => void handle(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    posts,
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
