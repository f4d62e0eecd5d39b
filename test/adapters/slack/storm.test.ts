import { expect, test, vi } from "vitest";
import { mention, message } from "../../fakes/slack/payloads.ts";
import { sendWithRetries } from "../../fakes/slack/sender.ts";
import { BOT } from "../../fakes/slack/workspace.ts";
import { startRig } from "./rig.ts";

/** The same shuffled order each time. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  let seed = 7;
  const keyed = items.map((item) => {
    seed = (seed * 16_807) % 2_147_483_647;
    return { item, key: seed };
  });
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}

test("1,000 questions, delivered twice and more, out of order, through rate limits and faults: 1,000 replies, 0 doubles", async () => {
  const rig = await startRig();
  rig.slack.trouble(
    "chat.postMessage",
    ...Array.from({ length: 300 }, (_, n) =>
      n % 10 === 0 ? { status: 500, done: true } : { status: 429, retryAfter: 0 },
    ),
  );
  const sent = Array.from({ length: 1_000 }, (_, n) => {
    const what = {
      ts: `100.${n}`,
      channel: `C${n % 40}`,
      user: `U${n % 90}`,
      text: `<@${BOT}> difference`,
    };
    const events = [mention(what), message(what)];
    return n % 5 === 0 ? [...events, ...events] : events;
  });
  const queue = shuffled(sent.flat()).values();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (const event of queue) await sendWithRetries((retry) => rig.event(event, { retry }));
    }),
  );
  await vi.waitFor(
    () => expect(rig.settled.filter((how) => how.kind === "posted")).toHaveLength(1_000),
    { timeout: 50_000, interval: 20 },
  );
  await rig.close();
  const answered = rig
    .posts()
    .map((post) => (post.metadata!.event_payload as { question: string }).question);
  expect([answered.length, new Set(answered).size]).toEqual([1_000, 1_000]);
}, 60_000);
