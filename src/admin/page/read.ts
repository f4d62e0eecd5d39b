import type { AuditLine, RatingCount, ReasonCount, SettingLine, Use } from "../../store/records.ts";
import type { Store } from "../../store/store.ts";
import type { AdminOptions } from "../admin-options.ts";
import type { Cluster } from "../reports/unanswered.ts";

/** How the instance does that shows the page. */
export type Health = {
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly memoryBytes: number;
  readonly platforms: readonly { readonly name: string; readonly isReady: boolean }[];
};

/** All that the page shows. `outbox` is null while the database does not answer. */
export type PageView = {
  readonly health: Health;
  readonly outbox: { readonly depth: number; readonly oldestMs: number } | null;
  readonly clusters: readonly Cluster[];
  readonly ratings: readonly RatingCount[];
  readonly reasons: readonly ReasonCount[];
  readonly uses: readonly Use[];
  readonly settings: readonly SettingLine[];
  readonly audit: readonly Omit<AuditLine, "who">[];
};

/** Days of use that are shown. */
export const USE_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const MOST_MISSES = 5_000;
const MOST_LINES = 100;

type Source = Pick<
  Store,
  "outbox" | "misses" | "ratings" | "reasons" | "uses" | "allSettings" | "audit"
>;

/** Gathers what the page shows of all workspaces. @throws the database's fault. */
export async function readPage(
  store: Source,
  cluster: AdminOptions["cluster"],
  health: Health,
  now: number,
): Promise<PageView> {
  const since = new Date(now - USE_DAYS * DAY_MS).toISOString().slice(0, 10);
  return {
    health,
    outbox: await store.outbox().catch(() => null),
    clusters: cluster(await store.misses(null, MOST_MISSES)),
    ratings: (await store.ratings("", null)).filter(({ unhelpful }) => unhelpful > 0),
    reasons: await store.reasons(MOST_LINES, null),
    uses: await store.uses(since),
    settings: await store.allSettings(MOST_LINES),
    // Who changed something is for the workspace's own admins.
    audit: (await store.audit(null, MOST_LINES)).map(({ who: _, ...line }) => line),
  };
}
