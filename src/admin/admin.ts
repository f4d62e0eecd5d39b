import type { Dependencies } from "../dialogue/dependencies.ts";
import { requestOf } from "../dialogue/policy/command.ts";
import { handleAction } from "../dialogue/policy/handle-action.ts";
import { unpromptedEntry } from "../dialogue/policy/unprompted.ts";
import type { Outcome } from "../dialogue/reply.ts";
import { replyLanguage } from "../dialogue/respond.ts";
import { NEW_STATE, type State } from "../dialogue/state.ts";
import type { Turn } from "../dialogue/turn.ts";
import { channelOf, keyOf, personOf, readKey } from "../store/keys.ts";
import type { Store } from "../store/store.ts";
import { spokenIn } from "../store/turn-context.ts";
import type { AdminOptions } from "./admin-options.ts";
import { note, sayIn } from "./admin-reply.ts";
import { offerLater } from "./follow-up.ts";
import type { GateResult, TurnGate } from "./gate-result.ts";
import { createRequests } from "./handle-request.ts";
import { inPrivate } from "./in-private.ts";
import { createSettings, type Settings } from "./settings/settings.ts";
import { createTalk } from "./unprompted.ts";

/** Answers what needs settings, rights or records, and lays down how the dialogue is heard and shown in a place. */
export type Admin = {
  readonly gate: TurnGate;
  readonly settings: Settings;
  /** Whether questions that nobody asked may be answered in a channel such as `slack:T1/C1`. */
  listens(channel: string): Promise<boolean>;
};

/** As long as the turn itself waits for the store, in ms. */
const PATIENCE_MS = { acknowledgement: 1_500, post: 60_000 };

export function createAdmin(options: AdminOptions): Admin {
  const { store, deps, addressFor, now } = options;
  const settings = createSettings(store, now);
  const requests = createRequests({ ...options, settings });
  const talk = createTalk(now);

  async function overhear(turn: Turn, withinMs: number): Promise<GateResult> {
    const { key, input } = turn;
    const isTalk = talk.isBetween(channelOf(key), personOf(key));
    const found = input.kind === "text" ? unpromptedEntry(deps, input.text) : null;
    if (found === null || isTalk) return { kind: "ignored" };
    if ((await settings.at(key, "unprompted", withinMs)) !== "on") return { kind: "ignored" };
    await markUnasked(store, key);
    const spoken = await surrounded(turn, withinMs);
    return {
      kind: "answered",
      keeps: true,
      respond: (state) => answerUnasked(deps, state, spoken, found),
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
    async gate(turn, address) {
      const withinMs = address ? PATIENCE_MS.post : PATIENCE_MS.acknowledgement;
      if (turn.unprompted) return await overhear(turn, withinMs);
      if (!turn.addressed && (await needsMention(turn.key, withinMs))) return { kind: "ignored" };
      const words = requestOf(deps.understanding, turn.input);
      if (words) return await requests(words, await surrounded(turn, withinMs), address);
      const isPrivate = (await settings.at(turn.key, "private_only", withinMs)) === "on";
      return {
        kind: "answered",
        keeps: true,
        respond(state, dialogue) {
          const outcome = offerLater(deps.content, dialogue(state), turn.key, addressFor);
          const canWhisper = address === null || addressFor(turn.key, "whisper") !== null;
          return isPrivate ? inPrivate(deps.content, outcome, canWhisper) : outcome;
        },
      };
    },
  };
}

/** A thread that began with an answer that nobody asked for is nobody's conversation with the bot. */
function unaskedKey(key: string): string | null {
  const parts = readKey(key);
  return parts === null || parts.thread === null ? null : keyOf({ ...parts, user: "-" });
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
function answerUnasked(deps: Dependencies, state: State, turn: Turn, entry: string): Outcome {
  const language = replyLanguage(deps, state, turn);
  const outcome = handleAction({ deps, language }, state, { kind: "entry", entry }, []);
  const { reply } = outcome;
  const shown = reply && {
    ...reply,
    blocks: [...reply.blocks, note(sayIn(deps.content, language)("nobody_asked.note"))],
  };
  return { ...outcome, reply: shown, state: { ...outcome.state, language, quiet: true } };
}
