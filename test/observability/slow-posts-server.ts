import { readBody } from "../../src/adapters/shared/request-body.ts";
import { startHttp } from "../../src/observability/http.ts";
import { createMetrics } from "../../src/observability/metrics.ts";

/** The bot's HTTP server in a process of its own, whose memory can be measured. Tells its port to its parent. */
const store = { ping: async () => undefined, outbox: async () => ({ depth: 0, oldestMs: 0 }) };
const route = {
  path: "/slack/events",
  handle: async (request: Parameters<typeof readBody>[0], response: { end(): void }) => {
    await readBody(request);
    response.end();
  },
};
const adapters = [{ name: "slack", routes: [route], isReady: () => true }];
const { port } = await startHttp({
  port: 0,
  host: "127.0.0.1",
  metricsToken: null,
  store,
  adapters,
  metrics: createMetrics(store, adapters),
  log: { info() {}, warn() {}, error() {} },
});
process.send?.({ port });
process.once("disconnect", () => process.exit(0));
