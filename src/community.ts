import { readFileSync } from "node:fs";
import type { Log } from "./adapters/adapter.ts";
import { addressFor as discordAddress } from "./adapters/discord/address.ts";
import { addressFor as slackAddress } from "./adapters/slack/place.ts";
import { composeVectorise } from "./compose.ts";
import type { Kit } from "./core/kit.ts";
import { cluster } from "./office/gaps.ts";
import { createGreeter, type Newcomer } from "./office/greeter.ts";
import { askDue } from "./office/later.ts";
import { type AddressFor, createOffice, type Office } from "./office/office.ts";
import { applySettingsFile, parseSettingsFile } from "./office/settings-file.ts";
import type { Miss } from "./store/records.ts";
import type { Store } from "./store/store.ts";
import type { Vector } from "./text/features.ts";

/** How often it is looked whether a promised question is due, in ms. */
const LATER_MS = 5 * 60_000;

/** The office with its ways out: welcomes, and questions that people asked for. The caller starts and stops it. */
export type Community = Office & {
  readonly joined: (newcomer: Newcomer) => Promise<void>;
  /** Sets what a settings file says. @throws when it cannot be read or has faults; all are named. */
  applyFile(path: string): Promise<void>;
  start(): void;
  stop(): void;
};

export type CommunityOptions = {
  readonly store: Store;
  readonly kit: Kit;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly retentionDays: number | null;
  /** Called when a reply waits in the outbox. */
  readonly queued: () => void;
};

export function createCommunity(options: CommunityOptions): Community {
  const { store, kit, log, queued } = options;
  const office = createOffice({ ...options, addressFor, cluster: createCluster() });
  const joined = createGreeter({ ...options, addressFor, settings: office.settings });
  let timer: NodeJS.Timeout | null = null;

  async function askLater(): Promise<void> {
    try {
      if ((await askDue(store, kit)) > 0) queued();
    } catch (error) {
      log.error({ error }, "promised questions could not be asked");
    }
  }

  return {
    ...office,
    joined,
    async applyFile(path) {
      const tags = kit.content.languages.map(({ tag }) => tag);
      await applySettingsFile(parseSettingsFile(readFileSync(path, "utf8"), tags), office.settings);
    },
    start() {
      timer ??= setInterval(() => void askLater(), LATER_MS);
      void askLater();
    },
    stop() {
      if (timer) clearInterval(timer);
      timer = null;
    },
  };
}

const ADDRESSES: Readonly<Record<string, AddressFor>> = {
  slack: slackAddress,
  discord: discordAddress,
};

/** In the terminal there is nowhere to post. */
const addressFor: AddressFor = (key, to) => ADDRESSES[key.split(":")[0] ?? ""]?.(key, to) ?? null;

/** Only a report needs the classifier's features, so that they are loaded for the first one. */
function createCluster(): (misses: readonly Miss[]) => ReturnType<typeof cluster> {
  let vectorise: ((text: string) => Vector) | null = null;
  return (misses) => {
    vectorise ??= composeVectorise();
    return cluster(misses, vectorise);
  };
}
