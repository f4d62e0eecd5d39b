import { createCommunity } from "../../src/community.ts";
import { createConverse } from "../../src/converse.ts";
import type { Reply } from "../../src/core/reply.ts";
import { respond } from "../../src/core/respond.ts";
import type { Input, Turn } from "../../src/core/turn.ts";
import { createStore } from "../../src/store/open.ts";
import type { Address } from "../../src/store/store.ts";
import { kit } from "../kit.ts";
import { createClock } from "../store/samples.ts";

export const SILENT = { info() {}, warn() {}, error() {} };

/** Who acts, where and how; by default U1 in a Slack channel, by command. */
export type Actor = Partial<Omit<Turn, "id" | "input">> & { readonly address?: Address | null };

/** The whole bot without a platform: dialogue, office and a store in memory, with a clock that a test moves. */
export async function startCommunity() {
  const clock = createClock();
  const store = await createStore("memory:", { now: clock.now });
  const community = createCommunity({
    store,
    kit,
    log: SILENT,
    now: clock.now,
    retentionDays: 180,
    queued: () => undefined,
  });
  const converse = createConverse({
    store,
    respond,
    kit,
    attend: community.attend,
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
      overheard: false,
      admin: false,
      ...actor,
    };
    return await converse(turn, address);
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
