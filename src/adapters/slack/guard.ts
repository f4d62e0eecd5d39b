import type { IncomingMessage } from "node:http";
import { LIMITS } from "./limits.ts";

/**
 * Whether a request's time lies too far ahead. Bolt refuses old times only, so that a request signed for the future could
 * be kept and sent later. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isFromTheFuture(request: IncomingMessage, nowMs: number): boolean {
  const seconds = Number(request.headers["x-slack-request-timestamp"]);
  return Number.isFinite(seconds) && seconds * 1000 > nowMs + LIMITS.CLOCK_SKEW_MS;
}
