import { requestOf } from "./core/command.ts";
import type { Content } from "./core/content.ts";
import type { Outcome } from "./core/reply.ts";
import type { State } from "./core/state.ts";
import { teamWord } from "./core/team-word.ts";
import type { Turn } from "./core/turn.ts";
import { memberMark, personOf, teamKey } from "./store/keys.ts";
import type { Store, Updated } from "./store/store.ts";

/** Runs the turn in the store under a key. */
export type Update = (key: string, answer: (state: State) => Outcome) => Promise<Updated>;

type Means = {
  readonly update: Update;
  readonly answer: (state: State, as?: Turn) => Outcome;
};

/** Undoes an update under a team's key whose session is over. */
class SessionOver extends Error {}

/**
 * Runs a turn in its thread's shared session where one is open or is asked for, else in the person's own conversation.
 * Null: it was said to nobody, by someone who was heard for the sake of a session that is over.
 * @throws what the update throws.
 */
export async function updateWithTeam(
  place: {
    readonly store: Store;
    readonly content: Content;
    readonly patience: number;
    /** Whether the thread has or had a shared session. */
    readonly hasTeam: boolean;
  },
  turn: Turn,
  { update, answer }: Means,
): Promise<Updated | null> {
  const { store, content, patience, hasTeam } = place;
  const alone = () => update(turn.key, (state) => answer(state));
  const key = teamKey(turn.key);
  if (key === null || requestOf(turn.input) !== null) return await alone();
  const opens = isOpening(content, turn);
  if (!opens && !hasTeam) return await alone();
  const member: Turn = { ...turn, member: memberMark(personOf(turn.key)) };
  try {
    return await update(key, (state) => {
      if (!opens && state.team?.open !== true) throw new SessionOver();
      return answer(state, member);
    });
  } catch (error) {
    if (!(error instanceof SessionOver)) throw error;
  }
  return turn.addressed || (await store.follows(turn.key, patience)) ? await alone() : null;
}

function isOpening(content: Content, { input, addressed }: Turn): boolean {
  return addressed && input.kind === "text" && teamWord(content, input.text) === "open";
}
