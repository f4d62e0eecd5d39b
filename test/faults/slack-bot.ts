import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Adapter } from "../../src/adapters/adapter.ts";
import { createSlackAdapter } from "../../src/adapters/slack/adapter.ts";
import { loadContent } from "../../src/knowledge/load.ts";
import { createOutboxWorker } from "../../src/runtime/outbox-worker.ts";
import { createTurnRunner } from "../../src/runtime/turn-runner.ts";
import { createStore } from "../../src/store/open.ts";
import { SIGNING_SECRET } from "../fakes/slack/sender.ts";
import { APP_TOKEN, BOT_TOKEN } from "../fakes/slack/server.ts";
import { count, speechless } from "./speechless.ts";

/** The program that is killed, with Slack's real adapter. Arguments: database URL, Slack's API, `http` or `socket`, lease in ms. */
const [database = "", apiUrl = "", mode = "http", leaseMs = "800"] = process.argv.slice(2);

const quiet = { info() {}, warn() {}, error: (...line: unknown[]) => console.error(...line) };
const store = await createStore(database, { now: Date.now });
const adapters: Adapter[] = [];
const outboxWorker = createOutboxWorker({ store, adapters, log: quiet, leaseMs: Number(leaseMs) });
const runTurn = createTurnRunner({
  store,
  respond: count,
  deps: speechless,
  log: quiet,
  now: Date.now,
  rates: null,
  queued: outboxWorker.queued,
  worker: outboxWorker.worker,
  post: outboxWorker.post,
});
const adapter = createSlackAdapter({
  config: {
    botToken: BOT_TOKEN,
    appToken: mode === "socket" ? APP_TOKEN : null,
    signingSecret: mode === "http" ? SIGNING_SECRET : null,
    oauth: null,
    apiUrl,
  },
  runTurn,
  content: loadContent("locales").content,
  draw: null,
  log: quiet,
  now: Date.now,
  readFacts: () => ({}),
  answerTo: (turn) => store.answerTo(turn),
});
adapters.push(adapter);

const server = createServer((request, response) => {
  void adapter.routes.find(({ path }) => path === request.url)?.handle(request, response);
});
await adapter.start();
outboxWorker.start();
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});

// The test that started it is gone.
process.once("disconnect", () => process.exit(1));
