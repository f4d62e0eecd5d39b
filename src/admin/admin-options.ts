import type { Dependencies } from "../dialogue/dependencies.ts";
import type { Address } from "../store/address.ts";
import type { Miss } from "../store/records.ts";
import type { Store } from "../store/store.ts";
import type { Cluster } from "./reports/unanswered.ts";

/** Where a post of the bot's own accord goes: to the person alone, in their direct messages or in place; or to all in the channel. */
export type Destination = "direct" | "whisper" | "channel";

/** The address for a post at a key's place, or null where the platform has none such. */
export type AddressFor = (key: string, to: Destination) => Address | null;

export type AdminOptions = {
  readonly store: Store;
  readonly deps: Dependencies;
  readonly addressFor: AddressFor;
  /** Unanswered questions that are alike, largest group first. */
  readonly cluster: (misses: readonly Miss[]) => readonly Cluster[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** After how many days the sweep deletes, or null where nothing is swept. */
  readonly retentionDays: number | null;
  /** Called when a reply of the office's own waits in the outbox. */
  readonly queued: () => void;
};
