import type { DiscordConfig } from "../ports.ts";
import { explainIntents } from "./intents.ts";

/** A failed call to Discord, as its client reports it: HTTP status, Discord's code and its wait in ms, null where none. */
export type Fault = {
  readonly status: number | null;
  readonly code: number | null;
  readonly afterMs: number | null;
};

/** Codes we act on: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const CODES = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownInteraction: 10062,
  tooLarge: 40005,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  invalidBody: 50035,
  threadExists: 160004,
} as const;

export function faultOf(error: unknown): Fault {
  return {
    status: numberOf(error, "status"),
    code: numberOf(error, "code"),
    afterMs: numberOf(error, "retryAfter"),
  };
}

/** Whether the call failed with one of these codes. */
export function isCode(error: unknown, ...names: readonly (keyof typeof CODES)[]): boolean {
  const { code } = faultOf(error);
  return names.some((name) => CODES[name] === code);
}

/** Milliseconds after which a failed call is worth another try (`attempt` counts from 1), or null when it is not. */
export function waitAfter(error: unknown, attempt: number): number | null {
  const { status, afterMs } = faultOf(error);
  if (afterMs !== null) return afterMs;
  if (status !== null && status < 500 && status !== 408 && status !== 429) return null;
  return Math.min(500 * 2 ** (attempt - 1), 60_000);
}

/** What went wrong in one line without what was sent, such as `HTTP 403, code 50013`. */
export function describeFault(error: unknown): string {
  const { status, code, afterMs } = faultOf(error);
  if (afterMs !== null) return `rate limited for ${afterMs} ms`;
  if (status !== null) return code === null ? `HTTP ${status}` : `HTTP ${status}, code ${code}`;
  return error instanceof Error ? error.name : "unknown failure";
}

/** A refused or failed connection → what a person can do about it. */
export function explainStart(error: unknown, config: DiscordConfig): Error {
  const text = error instanceof Error ? error.message : "";
  if (/disallowed intents/i.test(text)) return new Error(explainIntents(config), { cause: error });
  const { status } = faultOf(error);
  if (status === 401 || /invalid token|TokenInvalid/i.test(text)) {
    return new Error(
      "Discord refused DISCORD_TOKEN: copy the token from Bot > Reset Token at https://discord.com/developers/applications",
      { cause: error },
    );
  }
  return new Error(`Discord cannot be reached: ${describeFault(error)}`, { cause: error });
}

function numberOf(error: unknown, field: string): number | null {
  if (typeof error !== "object" || error === null) return null;
  const value = (error as Readonly<Record<string, unknown>>)[field];
  return typeof value === "number" ? value : null;
}
