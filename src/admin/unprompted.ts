/** Two people who write in a channel within this time, in ms, may be talking to each other. */
export const TALK_MS = 5 * 60_000;
const KEPT_CHANNELS = 10_000;

/** Knows who wrote last in a channel where the bot listens. In this process only: another instance knows its own. */
export type Talk = {
  /** Notes that somebody wrote, and tells whether somebody else did so shortly before. */
  isBetween(channel: string, person: string): boolean;
};

export function createTalk(now: () => number): Talk {
  const last = new Map<string, { person: string; at: number; other: number }>();
  return {
    isBetween(channel, person) {
      const at = now();
      const before = last.get(channel);
      const other =
        before === undefined || before.person === person
          ? (before?.other ?? Number.NEGATIVE_INFINITY)
          : before.at;
      last.delete(channel);
      last.set(channel, { person, at, other });
      if (last.size > KEPT_CHANNELS) last.delete(last.keys().next().value ?? channel);
      return at - other < TALK_MS;
    },
  };
}
