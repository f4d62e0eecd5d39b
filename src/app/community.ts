import { readFileSync } from "node:fs";
import { addressFor as discordAddress } from "../adapters/discord/events/reply-target.ts";
import { addressFor as slackAddress } from "../adapters/slack/events/conversation.ts";
import { type Admin, createAdmin } from "../admin/admin.ts";
import type { AddressFor } from "../admin/admin-options.ts";
import { askDue } from "../admin/follow-up.ts";
import { createWelcomes, type Newcomer } from "../admin/onboarding/welcomes.ts";
import { cluster } from "../admin/reports/unanswered.ts";
import { applySettingsFile, parseSettingsFile } from "../admin/settings/settings-file.ts";
import type { Dependencies } from "../dialogue/dependencies.ts";
import type { Log } from "../lib/log.ts";
import type { Vector } from "../nlu/retrieval/features.ts";
import { platformOf } from "../store/keys.ts";
import type { Miss } from "../store/records.ts";
import type { Store } from "../store/store.ts";
import { composeVectorise } from "./services.ts";

/** How often it is looked whether a promised question is due, in ms. */
const LATER_MS = 5 * 60_000;

/** The office with its ways out: welcomes, and questions that people asked for. The caller starts and stops it. */
export type Community = Admin & {
  readonly joined: (newcomer: Newcomer) => Promise<void>;
  /** Sets what a settings file says. @throws when it cannot be read or has faults; all are named. */
  applyFile(path: string): Promise<void>;
  start(): void;
  stop(): void;
};

export type CommunityOptions = {
  readonly store: Store;
  readonly deps: Dependencies;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly retentionDays: number | null;
  /** Called when a reply waits in the outbox. */
  readonly queued: () => void;
};

export function createCommunity(options: CommunityOptions): Community {
  const { store, deps, log, queued } = options;
  const office = createAdmin({ ...options, addressFor, cluster: createCluster() });
  const joined = createWelcomes({ ...options, addressFor, settings: office.settings });
  let timer: NodeJS.Timeout | null = null;

  async function askLater(): Promise<void> {
    try {
      if ((await askDue(store, deps)) > 0) queued();
    } catch (error) {
      log.error({ error }, "promised questions could not be asked");
    }
  }

  return {
    ...office,
    joined,
    async applyFile(path) {
      const tags = deps.content.languages.map(({ tag }) => tag);
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
const addressFor: AddressFor = (key, to) => ADDRESSES[platformOf(key)]?.(key, to) ?? null;

/** Only a report needs the classifier's features, so that they are loaded for the first one. */
export function createCluster(): (misses: readonly Miss[]) => ReturnType<typeof cluster> {
  let vectorise: ((text: string) => Vector) | null = null;
  return (misses) => {
    vectorise ??= composeVectorise();
    return cluster(misses, vectorise);
  };
}
