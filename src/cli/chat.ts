import { answerOnce, runJsonLines } from "../adapters/terminal/ask.ts";
import { composeDependencies } from "../app/services.ts";
import type { Dependencies } from "../dialogue/dependencies.ts";
import { respond } from "../dialogue/respond.ts";
import type { Log } from "../lib/log.ts";
import { type Given, UsageError } from "./given.ts";

/** The chat in the terminal, until the person leaves. */
export async function runChat(): Promise<void> {
  const deps = composeDependencies();
  const { chat } = await import("../adapters/terminal/chat.ts");
  const { createCommunity } = await import("../app/community.ts");
  const { createTurnRunner } = await import("../runtime/turn-runner.ts");
  const { steadyNow } = await import("../store/open.ts");
  const store = await openStore();
  const log = stderrLog();
  const { gate } = createCommunity({
    store,
    deps,
    log,
    now: steadyNow,
    retentionDays: null,
    queued: () => undefined,
  });
  const runTurn = createTurnRunner({
    store,
    respond,
    deps,
    gate,
    log,
    now: steadyNow,
    rates: null,
  });
  await chat({
    runTurn,
    content: deps.content,
    input: process.stdin,
    output: process.stdout,
    colour: process.stdout.isTTY && process.stdout.hasColors(),
    folder: process.cwd(),
    locale: terminalLocale(),
  });
  await store.close();
}

/** One answer on standard output, or JSON lines. @throws UsageError without a question, or with both. */
export async function runAsk({ options, words }: Given): Promise<void> {
  const deps = composeDependencies();
  if (options.jsonl && words.length === 0) {
    const store = await openStore();
    await runJsonLines(deps, store, process.stdin, process.stdout);
    await store.close();
    return;
  }
  const question = words.join(" ").trim();
  if (question === "" || options.jsonl)
    throw new UsageError(deps.content.say(usageLanguage(deps), "terminal:usage"));
  const { isTTY = false, columns = 80 } = process.stdout;
  const colour = isTTY && process.stdout.hasColors();
  process.stdout.write(`${answerOnce(deps, question, terminalLocale(), { colour, columns })}\n`);
}

/** In memory, unless a database is named. Loaded only where it is used: one answer needs none. */
async function openStore() {
  const { createStore, steadyNow } = await import("../store/open.ts");
  return createStore(process.env.DATABASE_URL || "memory:", { now: steadyNow });
}

/** The person's locale such as `ja_JP.UTF-8`; `C` and `POSIX` tell nothing. */
function terminalLocale(): string | null {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || "";
  return /^[a-z]{2,3}([_.-]|$)/i.test(locale) && !/^posix/i.test(locale) ? locale : null;
}

function usageLanguage({ content }: Dependencies): string {
  const tag = terminalLocale()?.slice(0, 2).toLowerCase();
  return content.languages.find((language) => language.tag === tag)?.tag ?? content.fallback;
}

/** In the terminal only faults are worth a line. */
function stderrLog(): Log {
  const error: Log["error"] = (fields, message) => {
    process.stderr.write(`${message}: ${String(fields.id ?? "")}\n`);
  };
  return { info: () => undefined, warn: () => undefined, error };
}
