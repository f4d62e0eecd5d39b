import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Dependencies } from "../../dialogue/dependencies.ts";
import type { Outcome } from "../../dialogue/reply.ts";
import { respond } from "../../dialogue/respond.ts";
import { NEW_STATE } from "../../dialogue/state.ts";
import type { Turn } from "../../dialogue/turn.ts";
import type { Store } from "../../store/store.ts";
import { describeOutcome, type Line, parseLine } from "./json-lines.ts";
import { renderReply } from "./render.ts";
import type { Look } from "./text.ts";

/** One question → its answer as terminal text. */
export function answerOnce(
  deps: Dependencies,
  text: string,
  locale: string | null,
  look: Look,
): string {
  const turn = turnOf("ask:1", "ask", { kind: "text", text }, locale);
  const { reply } = respond(deps, NEW_STATE, turn);
  return reply ? renderReply({ ...reply, choices: [] }, look) : "";
}

/**
 * JSON lines in, JSON lines out, in order, until the input ends. A line that is not a turn gets an error line and the
 * stream goes on. Conversations are kept in the store.
 */
export async function runJsonLines(
  deps: Dependencies,
  store: Store,
  input: Readable,
  output: Writable,
): Promise<void> {
  const session = `lines:${process.pid}-${Date.now()}`;
  let count = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() === "") continue;
    count += 1;
    const line = parseLine(text);
    const answer =
      line.kind === "fault"
        ? { id: line.id, error: line.error }
        : await answerLine(deps, store, line, `${session}/${count}`);
    if (!output.write(`${JSON.stringify(answer)}\n`))
      await new Promise((done) => output.once("drain", done));
  }
}

async function answerLine(
  deps: Dependencies,
  store: Store,
  line: Extract<Line, { kind: "turn" }>,
  id: string,
): Promise<unknown> {
  const key = `lines:${line.conversation}/${line.person}`;
  const turn = turnOf(id, key, line.input, line.locale);
  const done: { outcome: Outcome | null } = { outcome: null };
  await store.update(key, id, (state) => {
    const outcome = respond(deps, state ?? NEW_STATE, turn);
    done.outcome = outcome;
    return { ...outcome, address: null };
  });
  const ranking = line.input.kind === "text" ? deps.understanding.classify(line.input.text) : null;
  return done.outcome && describeOutcome(line, done.outcome, ranking);
}

function turnOf(id: string, key: string, input: Turn["input"], locale: string | null): Turn {
  return {
    id,
    key,
    input,
    locale,
    preferred: null,
    customary: null,
    addressed: true,
    unprompted: false,
    admin: true,
  };
}
