import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { LIMITS } from "../render/limits.ts";

/**
 * Whether Slack signed this request lately: HMAC-SHA256 over version, time and body. A time too far ahead is refused as
 * well, so that a captured request cannot be kept and sent later. Without a secret nothing is signed.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSigned(
  secret: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  nowMs: number,
): boolean {
  const seconds = String(headers["x-slack-request-timestamp"] ?? "");
  const given = /^v0=([0-9a-f]{64})$/.exec(String(headers["x-slack-signature"] ?? ""))?.[1];
  if (secret === "" || given === undefined || !/^\d{1,12}$/.test(seconds)) return false;
  if (Math.abs(nowMs - Number(seconds) * 1000) > LIMITS.CLOCK_SKEW_MS) return false;
  const wanted = createHmac("sha256", secret).update(`v0:${seconds}:`).update(body).digest();
  return timingSafeEqual(Buffer.from(given, "hex"), wanted);
}
