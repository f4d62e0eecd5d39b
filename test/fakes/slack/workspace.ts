/** A message as the fake keeps it. `to` is the one who sees it, or null for everyone. */
export type Message = {
  readonly ts: string;
  readonly channel: string;
  thread_ts: string | null;
  text: string;
  blocks: readonly Json[];
  metadata: Json | null;
  readonly to: string | null;
  /** How it came: a method, or `response_url`. */
  readonly via: string;
  edits: number;
};
export type Json = { readonly [key: string]: unknown };

/** A use of a response_url: which message it belongs to. */
export type UrlGrant = {
  readonly channel: string;
  readonly user: string;
  readonly ts: string | null;
  readonly hidden: boolean;
  readonly issued: number;
  uses: number;
};

/** A workspace's messages, people, views and what was granted for a short while. */
export type Workspace = {
  readonly messages: Message[];
  readonly deleted: Message[];
  /** What people and other bots have written in threads, as Slack tells it. */
  readonly history: Json[];
  /** Views by their id; Home tabs by `home:<user>`. */
  readonly views: Map<string, Json>;
  readonly locales: Map<string, string>;
  readonly admins: Set<string>;
  /** What is known of channels: names, topics, purposes. */
  readonly channels: Map<string, Json>;
  /** Channels that the bot is not in. */
  readonly outside: Set<string>;
  readonly triggers: Map<string, number>;
  readonly urls: Map<string, UrlGrant>;
  readonly uploads: {
    id: string;
    name: string;
    bytes: number;
    channel: string | null;
    thread: string | null;
  }[];
  readonly calls: { readonly method: string; readonly args: Json }[];
  clock: number;
};

export const TEAM = "T0TEAM";
export const BOT = "U0BOT";
export const BOT_ID = "B0BOT";

export function createWorkspace(): Workspace {
  return {
    messages: [],
    deleted: [],
    history: [],
    views: new Map(),
    locales: new Map(),
    admins: new Set(),
    channels: new Map(),
    outside: new Set(),
    triggers: new Map(),
    urls: new Map(),
    uploads: [],
    calls: [],
    clock: Date.now(),
  };
}

let counter = 0;

/** A new id, different from all before. */
export function newId(prefix: string): string {
  counter += 1;
  return `${prefix}${counter.toString(36).toUpperCase().padStart(6, "0")}`;
}

/** A new message time, later than all before. */
export function newTs(): string {
  counter += 1;
  return `1800000000.${String(counter).padStart(6, "0")}`;
}
