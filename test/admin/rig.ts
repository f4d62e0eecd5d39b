import { createCommunity } from "../../src/app/community.ts";
import type { Reply } from "../../src/dialogue/reply.ts";
import { respond } from "../../src/dialogue/respond.ts";
import type { Input, Turn } from "../../src/dialogue/turn.ts";
import { createTurnRunner } from "../../src/runtime/turn-runner.ts";
import type { Address } from "../../src/store/address.ts";
import { createStore } from "../../src/store/open.ts";
import { createClock } from "../store/samples.ts";
import { deps } from "../support/dependencies.ts";

export const SILENT = { info() {}, warn() {}, error() {} };

/** Who acts, where and how; by default U1 in a Slack channel, by command. */
export type Actor = Partial<Omit<Turn, "id" | "input">> & { readonly address?: Address | null };

/** The whole bot without a platform: dialogue, office and a store in memory, with a clock that a test moves. */
export async function startCommunity() {
  const clock = createClock();
  const store = await createStore("memory:", { now: clock.now });
  const community = createCommunity({
    store,
    deps,
    log: SILENT,
    now: clock.now,
    retentionDays: 180,
    queued: () => undefined,
  });
  const runTurn = createTurnRunner({
    store,
    respond,
    deps,
    gate: community.gate,
    log: SILENT,
    now: clock.now,
    rates: null,
  });
  let count = 0;

  async function act(
    input: Input,
    { address = null, ...actor }: Actor = {},
  ): Promise<Reply | null> {
    count += 1;
    const turn: Turn = {
      id: `t${count}`,
      key: "slack:T1/C1/-/U1",
      input,
      locale: "en",
      preferred: null,
      customary: null,
      addressed: true,
      unprompted: false,
      admin: false,
      ...actor,
    };
    return await runTurn(turn, address);
  }

  /** What waits to be posted, taken off the outbox one after another. */
  async function posts() {
    const found: { readonly address: Address; readonly reply: Reply }[] = [];
    for (;;) {
      const [delivery] = await store.claim("test", 1, 60_000);
      if (!delivery) return found;
      found.push({ address: delivery.address, reply: delivery.reply });
      await store.settle(delivery, { kind: "posted", message: null });
    }
  }

  return {
    clock,
    store,
    community,
    posts,
    say: (text: string, actor: Actor = {}) => act({ kind: "text", text }, actor),
    press(reply: Reply | null, label: string, actor: Actor = {}) {
      const choice = reply?.choices.find((each) => each.label.startsWith(label));
      if (!choice) {
        const labels = reply?.choices.map((each) => each.label).join(", ");
        throw new Error(`No choice ${label} among ${labels}`);
      }
      return act({ kind: "action", action: choice.action }, actor);
    },
    stop: () => store.close(),
  };
}
export type Community = Awaited<ReturnType<typeof startCommunity>>;

/** All that a reply says, as one text. */
export function textOf(reply: Reply | null | undefined): string {
  return JSON.stringify(reply?.blocks ?? null);
}
