import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Adapter } from "../../src/adapters/adapter.ts";
import { composeDependencies } from "../../src/app/services.ts";
import { respond } from "../../src/dialogue/respond.ts";
import type { Turn } from "../../src/dialogue/turn.ts";
import { createOutboxWorker } from "../../src/runtime/outbox-worker.ts";
import { createTurnRunner } from "../../src/runtime/turn-runner.ts";
import { createStore, steadyNow } from "../../src/store/open.ts";
import type { Delivery, Settled } from "../../src/store/store.ts";
import { textOf } from "../store/samples.ts";
import { count, speechless } from "./speechless.ts";

/**
 * The program that is killed: the real store, `converse` and outbox. Arguments: database URL, platform URL, lease in ms,
 * clock's offset in ms, dialogue. The dialogue `count` counts its turns, so that a turn that was lost or taken twice
 * shows in every later reply; `flow` is the real one, whose replies are posted as what they are about.
 */
const [database = "", platform = "", leaseMs = "1000", offsetMs = "0", dialogue = "count"] =
  process.argv.slice(2);

function wordsOf({ reply }: Delivery): string | null {
  return dialogue === "flow" ? reply.about : textOf(reply);
}

/** As the platforms' adapters do: what may have been posted already is looked for first. */
async function deliver(delivery: Delivery): Promise<Settled> {
  const { id, turn, address, attempt, recovered } = delivery;
  try {
    if (recovered || attempt > 1) {
      const look = await fetch(`${platform}/?delivery=${id}`);
      const { found } = (await look.json()) as { readonly found: boolean };
      if (found) return { kind: "posted", message: null };
    }
    const body = {
      delivery: id,
      turn,
      text: wordsOf(delivery),
      channel: address.place.channel,
    };
    const response = await fetch(platform, { method: "POST", body: JSON.stringify(body) });
    if (response.status === 429) {
      const afterMs = Number(response.headers.get("retry-after-ms"));
      return { kind: "retry", afterMs, error: "429" };
    }
    await response.json();
    return { kind: "posted", message: null };
  } catch (error) {
    return { kind: "retry", afterMs: 50, error: String(error) };
  }
}

const quiet = { info() {}, warn() {}, error: (...line: unknown[]) => console.error(...line) };
const now = () => steadyNow() + Number(offsetMs);
const store = await createStore(database, { now });
const adapter: Pick<Adapter, "name" | "isReady" | "deliver"> = {
  name: "sim",
  isReady: () => true,
  deliver,
};
const outboxWorker = createOutboxWorker({
  store,
  adapters: [adapter],
  log: quiet,
  leaseMs: Number(leaseMs),
});
const shared = {
  store,
  log: quiet,
  now,
  rates: null,
  queued: outboxWorker.queued,
  worker: outboxWorker.worker,
  post: outboxWorker.post,
};
const runTurn =
  dialogue === "flow"
    ? createTurnRunner({ ...shared, respond, deps: composeDependencies() })
    : createTurnRunner({ ...shared, respond: count, deps: speechless });

/** An event is acknowledged when it is saved, not before. */
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const turn = JSON.parse(Buffer.concat(parts).toString()) as Turn;
  await runTurn(turn, { platform: "sim", place: { channel: turn.key.split("/")[1] ?? "" } });
  response.end();
});
server.listen(0, "127.0.0.1", () => {
  outboxWorker.start();
  process.send?.({ port: (server.address() as AddressInfo).port });
});

// The test that started it is gone.
process.once("disconnect", () => process.exit(1));

process.once("SIGTERM", async () => {
  server.close();
  await outboxWorker.stop(8_000);
  await store.close();
  process.exit(0);
});
