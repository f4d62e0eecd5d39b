import {
  type Crowd,
  type CrowdOptions,
  createBot,
  createCrowd,
  judge,
  type Verdict,
} from "./crowd.ts";
import { GOOD_MANNERS, type Manners, type Platform, startPlatform } from "./platform.ts";

/** How a context is set: one bot by default. `command` runs the bots, `offsets` are their clocks' faults in ms. */
export type TurnContext = {
  readonly database: string;
  readonly manners?: Partial<Manners>;
  readonly perSecond?: number;
  readonly offsets?: readonly number[];
  readonly command?: readonly [string, ...string[]];
  readonly crowd?: Partial<CrowdOptions>;
  readonly withinMs?: number;
};

export type Played = Verdict & { readonly calls: number };

export type Stage = {
  readonly bots: readonly ReturnType<typeof createBot>[];
  readonly platform: Platform;
  readonly crowd: Crowd;
};

/** A verdict without a fault on so many messages. */
export function faultless(messages: number): Verdict {
  return { messages, posts: messages, lost: 0, doubled: 0, miscounted: 0, disordered: 0 };
}

/** Sets bots, platform and crowd up, lets `act` disturb them while people write, and compares in the end. */
export async function play(
  context: TurnContext,
  act: (stage: Stage) => Promise<void>,
): Promise<Played> {
  const { database, command, offsets = [0], withinMs = 30_000 } = context;
  const platform = await startPlatform(
    { ...GOOD_MANNERS, ...context.manners },
    context.perSecond ?? null,
  );
  const bots = offsets.map((offset) =>
    createBot([database, platform.url, "800", String(offset)], command),
  );
  const crowd = createCrowd({
    bots,
    conversations: 6,
    doubled: 0.2,
    pauseMs: 10,
    overlapping: 1,
    most: 10,
    ...context.crowd,
  });
  try {
    await Promise.all(bots.map((bot) => bot.start()));
    await Promise.all([crowd.run(), act({ bots, platform, crowd })]);
    return { ...(await judge(crowd, platform, withinMs)), calls: platform.calls() };
  } finally {
    await Promise.all(bots.map((bot) => bot.kill("SIGKILL")));
    await platform.close();
  }
}
