import { randomBytes, randomUUID } from "node:crypto";
import type { GateResult, TurnGate } from "../admin/gate-result.ts";
import type { Content } from "../dialogue/content.ts";
import type { Understanding } from "../dialogue/dependencies.ts";
import type { Effect, Outcome, Reply } from "../dialogue/reply.ts";
import { NEW_STATE, type State } from "../dialogue/state.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Log } from "../lib/log.ts";
import { createLimiter, type Rates } from "../lib/rate-limiter.ts";
import { yieldToIO } from "../lib/yield-to-io.ts";
import type { Address } from "../store/address.ts";
import { personOf, platformOf, workspaceOf } from "../store/keys.ts";
import type { Delivery, Store } from "../store/store.ts";
import { type Update, updateWithTeam } from "./session.ts";

/** What is known of a turn afterwards. `about` is null for silence; `key` is hashed. */
export type TurnRecord = {
  readonly about: string | null;
  readonly kind: "text" | "action";
  readonly platform: string;
  readonly language: string | null;
  readonly key: string;
  readonly ms: number;
  readonly fresh: boolean;
  readonly missed: boolean;
};

/** The words of the bot, and what language a message is in. */
type Speaking = {
  readonly content: Content;
  readonly understanding: Pick<Understanding, "language" | "act">;
};

export type TurnRunnerOptions<K extends Speaking> = {
  readonly store: Store;
  readonly respond: (deps: K, state: State, turn: Turn) => Outcome;
  readonly deps: K;
  /** What settings, rights and records make of a turn; without it the dialogue alone answers. */
  readonly gate?: TurnGate;
  readonly log: Log;
  readonly metrics?: (turn: TurnRecord) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Null: no limits, for the terminal and scripts. */
  readonly rates: Rates | null;
  /** Called when a reply waits in the outbox; with the delivery when it was leased to `worker`. */
  readonly queued?: (delivery: Delivery | null) => void;
  /** The worker that may post at once, or null. */
  readonly worker?: string;
  /** Posts past the outbox, when the store fails. */
  readonly post?: (delivery: Delivery) => Promise<unknown>;
  /** Runs a turn as one span of a trace, and tells its id. */
  readonly trace?: <T>(name: string, work: (traceId: string) => Promise<T>) => Promise<T>;
};

/** How long a turn waits for the store, in ms: an acknowledgement is due within 3 s, a post can wait. */
const PATIENCE_MS = { acknowledgement: 1_500, post: 60_000 };

/** The dialogue alone. */
const PLAIN: GateResult = {
  kind: "answered",
  keeps: true,
  respond: (state, dialogue) => dialogue(state),
};

/** What a turn says, and the delivery of it when this instance may post it at once. */
type TurnResult = { readonly reply: Reply | null; readonly delivery: Delivery | null };

type Run = {
  readonly turn: Turn;
  readonly address: Address | null;
  /** Hears the reply before the turn is saved, where it is the acknowledgement. */
  readonly decided: ((reply: Reply | null) => void) | undefined;
  readonly trace: string;
};

/** The one way in: runs turns, once each, and gives or queues their replies. */
export function createTurnRunner<K extends Speaking>(options: TurnRunnerOptions<K>): RunTurn {
  const { store, respond, deps, log, now } = options;
  const trace = options.trace ?? ((_name, work) => work(randomUUID()));
  const limit = options.rates ? createLimiter(options.rates, now) : () => "ok" as const;

  /** A turn that the store knows nothing of. */
  function unsaved(turn: Turn, reply: Reply | null) {
    return { ...recordOf(turn, reply), fresh: true, missed: false, reply, delivery: null };
  }

  function recordOf(turn: Turn, reply: Reply | null) {
    return {
      about: reply?.about ?? null,
      language: reply?.language ?? null,
      kind: turn.input.kind,
      platform: platformOf(turn.key),
      key: store.pseudonym(turn.key),
    };
  }

  async function run({
    turn,
    address,
    decided,
  }: Run): Promise<Omit<TurnRecord, "ms"> & TurnResult> {
    const verdict = limit(personOf(turn.key), workspaceOf(turn.key));
    if (verdict !== "ok") return slowDown(turn, address, verdict);
    const patience = address ? PATIENCE_MS.post : PATIENCE_MS.acknowledgement;
    const gated = (await options.gate?.(turn, address)) ?? PLAIN;
    if (gated.kind === "ignored") return unsaved(turn, null);
    const answer = (state: State, as: Turn) =>
      gated.respond(state, (each) => respond(deps, each, as));
    if (!gated.keeps) return unsaved(turn, answer(NEW_STATE, turn).reply);
    let effects: readonly Effect[] = [];
    const update: Update = (key, answerIn) =>
      store.update(
        key,
        turn.id,
        (state, around) => {
          const outcome = answerIn(state ?? NEW_STATE, around);
          effects = outcome.effects;
          return { ...outcome, address };
        },
        {
          withinMs: patience,
          worker: address === null ? null : options.worker,
          by: turn.key,
          decided,
        },
      );
    const place = { store, ...deps, patience };
    const updated = await updateWithTeam(place, turn, { update, answer });
    if (updated === null) return unsaved(turn, null);
    const { fresh, reply, delivery } = updated;
    const missed = fresh && effects.some(({ kind }) => kind === "miss");
    return { ...recordOf(turn, reply), fresh, missed, reply, delivery };
  }

  /** Tells once, then is silent; what must be acknowledged is told each time. Costs the store one turn at most. */
  async function slowDown(turn: Turn, address: Address | null, verdict: "notice" | "silent") {
    const said = notice("operations:too_fast", languageOf(turn), "too_fast");
    const isTold = !address || (verdict === "notice" && turn.addressed);
    const reply = isTold ? said : null;
    if (address && reply) await saveNotice(turn, address, reply);
    return { ...unsaved(turn, said), reply };
  }

  async function saveNotice(turn: Turn, address: Address, reply: Reply): Promise<void> {
    await store.update(turn.key, turn.id, (state) => ({
      state: state ?? NEW_STATE,
      reply,
      effects: [],
      address,
    }));
  }

  async function apologise(
    { turn, address, trace }: Run,
    error: unknown,
    ms: number,
  ): Promise<Reply | null> {
    const id = randomBytes(4).toString("hex");
    const { key, platform, kind } = recordOf(turn, null);
    log.error({ id, trace, about: "failed", platform, kind, key, ms, error }, "a turn failed");
    if (!turn.addressed) return null;
    const reply = notice("ui:failed", languageOf(turn), "failed", { id });
    if (!address) return reply;
    try {
      await saveNotice(turn, address, reply);
    } catch (second) {
      log.error({ id, trace, error: second }, "the store failed, posting past it");
      await options.post?.({
        id: store.pseudonym(turn.id),
        turn: turn.id,
        address,
        reply,
        attempt: 1,
        recovered: false,
      });
    }
    return reply;
  }

  function notice(
    key: string,
    language: string,
    about: string,
    values: Readonly<Record<string, string>> = {},
  ): Reply {
    const text = deps.content.say(language, key, values);
    return {
      about,
      language,
      blocks: [{ kind: "paragraph", text }],
      choices: [],
      audience: "asker",
    };
  }

  function languageOf(turn: Turn): string {
    const known = deps.content.languages.map(({ tag }) => tag);
    const candidates = [
      turn.preferred,
      turn.input.kind === "text" ? writtenIn(turn.input.text) : null,
      turn.customary,
      turn.locale?.slice(0, 2).toLowerCase() ?? null,
    ];
    return candidates.find((tag) => tag !== null && known.includes(tag)) ?? deps.content.fallback;
  }

  function writtenIn(text: string): string | null {
    try {
      return deps.understanding.language(text.slice(0, 500));
    } catch {
      // This may be the very fault that is apologised for.
      return null;
    }
  }

  /** Runs a turn to its end, and tells its reply. Never throws. */
  async function conclude(task: Run): Promise<Reply | null> {
    const { turn, address, trace } = task;
    const started = performance.now();
    const sinceStart = () => Math.round((performance.now() - started) * 100) / 100;
    try {
      const { reply, delivery, ...record } = await run(task);
      if (address && reply) options.queued?.(delivery);
      void note(trace, { ...record, ms: sinceStart() });
      return reply;
    } catch (error) {
      const reply = await apologise(task, error, sinceStart());
      if (address && reply) options.queued?.(null);
      const record = { ...recordOf(turn, reply), fresh: true, missed: false, ms: sinceStart() };
      options.metrics?.(record);
      return reply;
    }
  }

  /** What is noted can wait until the answer has left. */
  async function note(trace: string, record: TurnRecord): Promise<void> {
    await yieldToIO();
    log.info({ trace, ...record }, "turn");
    options.metrics?.(record);
  }

  return async (turn, address) => {
    if (address) {
      await trace("turn", (id) => conclude({ turn, address, decided: undefined, trace: id }));
      return null;
    }
    return await new Promise<Reply | null>((decided, failed) => {
      trace("turn", (id) => conclude({ turn, address, decided, trace: id })).then(decided, failed);
    });
  };
}

/**
 * Runs a turn to its end. With an address the reply goes through the outbox and null comes back; without one the reply
 * is returned for the caller to give as the acknowledgement (the first one's again when the turn is repeated).
 * Never throws: a fault becomes the polite `failed` reply.
 */
export type RunTurn = (turn: Turn, address: Address | null) => Promise<Reply | null>;
