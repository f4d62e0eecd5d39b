import { requestOf } from "../core/command.ts";
import type { Kit } from "../core/kit.ts";
import { overheardTopic } from "../core/overheard.ts";
import { perform } from "../core/perform.ts";
import type { Outcome } from "../core/reply.ts";
import { replyLanguage } from "../core/respond.ts";
import { NEW_STATE, type State } from "../core/state.ts";
import type { Turn } from "../core/turn.ts";
import { channelOf, personOf } from "../store/keys.ts";
import type { Miss } from "../store/records.ts";
import type { Address, Store } from "../store/store.ts";
import { spokenIn } from "../store/surroundings.ts";
import { note, sayIn } from "./answer.ts";
import type { Attend, Attention } from "./attention.ts";
import type { Cluster } from "./gaps.ts";
import { offerLater } from "./later.ts";
import { createTalk } from "./overheard.ts";
import { inPrivate } from "./private.ts";
import { createRequests } from "./requests.ts";
import { createSettings, type Settings } from "./settings.ts";

/** Where a post of the bot's own accord goes: to the person alone, in their direct messages or in place; or to all in the channel. */
export type Destination = "direct" | "whisper" | "channel";

/** The address for a post at a key's place, or null where the platform has none such. */
export type AddressFor = (key: string, to: Destination) => Address | null;

export type OfficeOptions = {
  readonly store: Store;
  readonly kit: Kit;
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

/** Answers what needs settings, rights or records, and lays down how the dialogue is heard and shown in a place. */
export type Office = {
  readonly attend: Attend;
  readonly settings: Settings;
  /** Whether questions that nobody asked may be answered in a channel such as `slack:T1/C1`. */
  listens(channel: string): Promise<boolean>;
};

/** As long as the turn itself waits for the store, in ms. */
const PATIENCE_MS = { acknowledgement: 1_500, post: 60_000 };

export function createOffice(options: OfficeOptions): Office {
  const { store, kit, addressFor, now } = options;
  const settings = createSettings(store, now);
  const requests = createRequests({ ...options, settings });
  const talk = createTalk(now);

  async function overhear(turn: Turn, withinMs: number): Promise<Attention> {
    const { key, input } = turn;
    const isTalk = talk.isBetween(channelOf(key), personOf(key));
    const topic = input.kind === "text" ? overheardTopic(kit, input.text) : null;
    if (topic === null || isTalk) return { kind: "ignored" };
    if ((await settings.at(key, "unprompted", withinMs)) !== "on") return { kind: "ignored" };
    await markUnasked(store, key);
    const spoken = await surrounded(turn, withinMs);
    return {
      kind: "answered",
      keeps: true,
      respond: (state) => answerUnasked(kit, state, spoken, topic),
    };
  }

  async function surrounded(turn: Turn, withinMs: number): Promise<Turn> {
    return spokenIn(turn, await store.surroundings(turn.key, withinMs));
  }

  async function needsMention(key: string, withinMs: number): Promise<boolean> {
    if ((await settings.at(key, "mention_only", withinMs)) === "on") return true;
    return await isUnasked(store, key);
  }

  return {
    settings,
    listens: async (channel) => (await settings.at(channel, "unprompted")) === "on",
    async attend(turn, address) {
      const withinMs = address ? PATIENCE_MS.post : PATIENCE_MS.acknowledgement;
      if (turn.overheard) return await overhear(turn, withinMs);
      if (!turn.addressed && (await needsMention(turn.key, withinMs))) return { kind: "ignored" };
      const words = requestOf(turn.input);
      if (words) return await requests(words, await surrounded(turn, withinMs), address);
      const isPrivate = (await settings.at(turn.key, "private_only", withinMs)) === "on";
      return {
        kind: "answered",
        keeps: true,
        respond(state, dialogue) {
          const outcome = offerLater(kit.content, dialogue(state), turn.key, addressFor);
          const canWhisper = address === null || addressFor(turn.key, "whisper") !== null;
          return isPrivate ? inPrivate(kit.content, outcome, canWhisper) : outcome;
        },
      };
    },
  };
}

/** A thread that began with an answer that nobody asked for is nobody's conversation with the bot. */
function unaskedKey(key: string): string | null {
  const [workspace, channel, thread] = key.split("/");
  return thread === undefined || thread === "-" ? null : `${workspace}/${channel}/${thread}/-`;
}

async function markUnasked(store: Store, key: string): Promise<void> {
  const thread = unaskedKey(key);
  if (thread === null) return;
  await store.update(thread, `unasked:${thread}`, () => ({
    state: NEW_STATE,
    reply: null,
    effects: [],
    address: null,
  }));
}

async function isUnasked(store: Store, key: string): Promise<boolean> {
  const thread = unaskedKey(key);
  return thread !== null && (await store.follows(thread));
}

/** One answer, and then silence until the bot is spoken to. */
function answerUnasked(kit: Kit, state: State, turn: Turn, topic: string): Outcome {
  const language = replyLanguage(kit, state, turn);
  const outcome = perform({ kit, language }, state, { kind: "topic", topic }, []);
  const { reply } = outcome;
  const shown = reply && {
    ...reply,
    blocks: [...reply.blocks, note(sayIn(kit.content, language)("overheard.note"))],
  };
  return { ...outcome, reply: shown, state: { ...outcome.state, language, quiet: true } };
}
