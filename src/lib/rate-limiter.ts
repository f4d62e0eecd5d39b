import { LRUCache } from "lru-cache";

/** How many turns may come at once (`burst`) and go on coming (`perMinute`). */
export type Rate = { readonly burst: number; readonly perMinute: number };

/** The limits of one person and of one workspace. */
export type Rates = { readonly person: Rate; readonly workspace: Rate };

/** Far above what a person does who reads the answers, far below what hurts the others. */
export const RATES: Rates = {
  person: { burst: 20, perMinute: 30 },
  workspace: { burst: 300, perMinute: 900 },
};

/** `notice`: too fast for the first time, to be told; `silent`: told already. */
export type Verdict = "ok" | "notice" | "silent";

type Bucket = { tokens: number; at: number; told: boolean };

/** So many people's buckets are kept; the one that was idle longest goes first. */
const MOST_BUCKETS = 20_000;

/** Counts turns per person and workspace, in this process. `now` in milliseconds. */
export function createLimiter(
  rates: Rates,
  now: () => number,
): (person: string, workspace: string) => Verdict {
  const buckets = new LRUCache<string, Bucket>({ max: MOST_BUCKETS });

  function refilled(id: string, rate: Rate): Bucket {
    const at = now();
    const bucket = buckets.get(id) ?? { tokens: rate.burst, at, told: false };
    const gained = (Math.max(0, at - bucket.at) / 60_000) * rate.perMinute;
    bucket.tokens = Math.min(rate.burst, bucket.tokens + gained);
    bucket.at = at;
    buckets.set(id, bucket);
    return bucket;
  }

  return (person, workspace) => {
    const own = refilled(`person ${person}`, rates.person);
    const shared = refilled(`workspace ${workspace}`, rates.workspace);
    if (own.tokens >= 1 && shared.tokens >= 1) {
      own.tokens -= 1;
      shared.tokens -= 1;
      own.told = false;
      return "ok";
    }
    if (own.told) return "silent";
    own.told = true;
    return "notice";
  };
}
