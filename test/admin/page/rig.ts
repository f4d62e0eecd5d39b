import { adminRoutes } from "../../../src/app/admin-page.ts";
import { createCluster } from "../../../src/app/community.ts";
import { startHttp } from "../../../src/observability/http.ts";
import { createMetrics } from "../../../src/observability/metrics.ts";
import { createStore } from "../../../src/store/open.ts";
import { KEEP_QUESTIONS } from "../../../src/store/repositories/effects.ts";
import { saying } from "../../store/samples.ts";
import { deps } from "../../support/dependencies.ts";

export const TOKEN = "token-of-the-admin-page";
const ADMIN = "slack:T1/UADMIN";

/** The page over a store in which people asked, judged and set something. The caller stops it. */
export async function startPage(now: () => number = Date.now) {
  const store = await createStore("memory:", { now });
  await store.changeSetting("slack:T1", KEEP_QUESTIONS, "on", ADMIN);
  await store.changeSetting("slack:T1/C9", "mention_only", "on", ADMIN);
  for (const [user, text] of [
    ["U1", "how do I bake <b>bread</b> with LoRA?"],
    ["U2", "how do I bake <b>bread</b> with LoRA?"],
  ] as const) {
    const miss = { kind: "miss", text, language: "en", candidates: ["peft_lora"] } as const;
    await store.update(
      `slack:T1/C1/-/${user}`,
      `turn of ${user}`,
      saying("?", { effects: [miss] }),
    );
  }
  const judged = { about: "topic:peft_lora", helpful: false };
  await store.rate("slack:T1/USECRET", { ...judged, reason: "too_long" });
  await store.rate("slack:T1/U4", { ...judged, reason: "<script>alert(1)</script>" });
  const day = new Date(now()).toISOString().slice(0, 10);
  await store.addUses([{ day, platform: "slack", language: "ja", turns: 41, misses: 2 }]);
  await store.addUses([{ day, platform: "slack", language: "ja", turns: 1, misses: 0 }]);
  const routes = adminRoutes({
    token: TOKEN,
    store,
    content: deps.content,
    cluster: createCluster(),
    now,
    health: () => ({
      version: "1.2.3",
      uptimeSeconds: 7_200,
      memoryBytes: 150 * 2 ** 20,
      platforms: [{ name: "slack", isReady: true }],
    }),
  });
  const server = await startHttp({
    port: 0,
    host: "127.0.0.1",
    metricsToken: null,
    store,
    adapters: [],
    routes,
    metrics: createMetrics(store, []),
    log: { info() {}, warn() {}, error() {} },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    async stop() {
      await server.stop(500);
      await store.close();
    },
  };
}
