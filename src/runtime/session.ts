import type { Content } from "../dialogue/content.ts";
import type { Understanding } from "../dialogue/dependencies.ts";
import { requestOf } from "../dialogue/policy/command.ts";
import { teamWord } from "../dialogue/policy/team-word.ts";
import type { Outcome } from "../dialogue/reply.ts";
import type { State } from "../dialogue/state.ts";
import type { Turn } from "../dialogue/turn.ts";
import { memberMark, personOf, teamKey } from "../store/keys.ts";
import type { Store, Surroundings, Updated } from "../store/store.ts";
import { spokenIn } from "../store/turn-context.ts";

/** Runs the turn in the store under a key. */
export type Update = (
  key: string,
  answer: (state: State, around: Surroundings) => Outcome,
) => Promise<Updated>;

type Means = {
  readonly update: Update;
  readonly answer: (state: State, as: Turn) => Outcome;
};

/** Undoes an update where it turns out to belong under another key. */
class ElsewhereError extends Error {}

/**
 * Runs a turn in its thread's shared session where one is open or is asked for, else in the person's own conversation.
 * Null: it was said to nobody, by someone who was heard for the sake of a session that is over.
 * @throws what the update throws.
 */
export async function updateWithTeam(
  {
    store,
    content,
    understanding,
    patience,
  }: {
    readonly store: Store;
    readonly content: Content;
    readonly understanding: Pick<Understanding, "act">;
    readonly patience: number;
  },
  turn: Turn,
  { update, answer }: Means,
): Promise<Updated | null> {
  const alone: Parameters<Update>[1] = (state, around) => answer(state, spokenIn(turn, around));
  const key = teamKey(turn.key);
  if (key === null || requestOf(understanding, turn.input) !== null)
    return await update(turn.key, alone);
  const opens = isOpening(content, turn);
  const inOwn =
    !opens &&
    (await unlessElsewhere(() =>
      update(turn.key, (state, around) => {
        if (around.hasTeam) throw new ElsewhereError();
        return alone(state, around);
      }),
    ));
  if (inOwn) return inOwn;
  const member = memberMark(store.pseudonym(personOf(turn.key)));
  const inTeam = await unlessElsewhere(() =>
    update(key, (state, around) => {
      if (!opens && state.team?.open !== true) throw new ElsewhereError();
      return answer(state, { ...spokenIn(turn, around), member });
    }),
  );
  if (inTeam) return inTeam;
  const isMeant = turn.addressed || (await store.follows(turn.key, patience));
  return isMeant ? await update(turn.key, alone) : null;
}

async function unlessElsewhere(work: () => Promise<Updated>): Promise<Updated | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ElsewhereError) return null;
    throw error;
  }
}

function isOpening(content: Content, { input, addressed }: Turn): boolean {
  return addressed && input.kind === "text" && teamWord(content, input.text) === "open";
}
