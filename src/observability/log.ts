import pino from "pino";
import type { Log } from "../lib/log.ts";

/** `secrets` are values that never reach the log, whatever they are part of. */
export type LogOptions = {
  readonly level: string;
  readonly secrets: readonly string[];
  readonly stream: {
    write(line: string): unknown;
    on?(event: "error", listener: (error: Error) => void): unknown;
  };
};

/**
 * What looks like a token of Slack or Discord, a password in an address, or an address that may be posted to, even if
 * nobody told.
 */
const TOKENS =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=\/(?:webhooks|interactions)\/\d{15,20}\/)[\w-]{16,}|(?<=hooks\.slack\.com\/)[\w/-]+|(?<=Bearer |Bot )[\w.~+/=-]{8,}|[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}|(?<=:\/\/[^:/\s"]*:)[^@/\s"]+(?=@)/g;
const HIDDEN = "[hidden]";
const LONGEST_MESSAGE = 200;

/**
 * JSON lines with time, level and fields. An error, whatever its field is called, keeps its name, code, frames and a message
 * without quoted words: what was sent or received with it stays out.
 */
export function createLog({ level, secrets, stream }: LogOptions): Log {
  const hide = createScrubber(secrets);
  // A log that nobody reads any more does not end the bot.
  stream.on?.("error", () => undefined);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: describeErrors },
      messageKey: "message",
    },
    { write: (line: string) => stream.write(hide(line)) },
  );
}

/** Replaces secrets and what looks like one. */
export function createScrubber(secrets: readonly string[]): (line: string) => string {
  // As they look within JSON text.
  const known = secrets.map((secret) => JSON.stringify(secret).slice(1, -1)).filter(Boolean);
  return (line) => {
    const hidden = known.reduce((text, secret) => text.replaceAll(secret, HIDDEN), line);
    return hidden.replaceAll(TOKENS, HIDDEN);
  };
}

function describeErrors(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name === "error" || value instanceof Error ? describeError(value) : value,
    ]),
  );
}

/** An error as plain fields. Quoted parts of its message may be people's words and are left out. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? withoutQuotes(error) : error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { ...describeFault(error), frames: frames.slice(0, 8).map((line) => line.trim()) };
}

function describeFault(error: Error): object {
  const { code } = error as { code?: unknown };
  const { cause } = error;
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    message: withoutQuotes(error.message),
    ...(cause instanceof Error ? { cause: describeFault(cause) } : {}),
  };
}

function withoutQuotes(text: string): string {
  return text
    .replaceAll(/"[^"]*"|(?<!\w)'[^']*'|`[^`]*`|「[^」]*」/g, "…")
    .slice(0, LONGEST_MESSAGE);
}
