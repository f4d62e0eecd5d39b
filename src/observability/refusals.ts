import type { IncomingHttpHeaders } from "node:http";
import type { Log } from "../lib/log.ts";

/** Why something was refused: what `tl_advise_refusals_total` counts by. */
export type RefusalReason = "signature" | "too_large" | "busy" | "connections";

/** Counts a refusal and tells of it; each path and reason at most once a minute. */
export type Refused = (path: string, reason: RefusalReason, headers?: IncomingHttpHeaders) => void;

const QUIET_MS = 60_000;
/** Slack and Discord are refused when their time and ours differ by more, in seconds. */
const TOLERANCE_SECONDS = 300;

/** `count` hears of each; `now` in milliseconds since 1970, by the machine's own clock. */
export function createRefusals(
  log: Log,
  count: (path: string, reason: RefusalReason) => void,
  now: () => number,
): Refused {
  const told = new Map<string, { at: number; since: number }>();
  return (path, reason, headers = {}) => {
    count(path, reason);
    const key = `${path} ${reason}`;
    const last = told.get(key);
    if (last && Math.abs(now() - last.at) < QUIET_MS) {
      last.since += 1;
      return;
    }
    told.set(key, { at: now(), since: 0 });
    const seconds = skewOf(headers, now());
    log.warn(
      {
        path,
        reason,
        before: last?.since ?? 0,
        ...(seconds !== null && { aheadSeconds: seconds }),
        cure: reason === "signature" ? cureOf(seconds) : CURES[reason],
      },
      "a request was refused",
    );
  };
}

const CURES = {
  too_large: "no platform sends so much: look who does",
  busy: "many large bodies at once: put a proxy that buffers requests before the bot",
  connections: "many connections at once: limit them in the proxy",
} as const;

function cureOf(seconds: number | null): string {
  if (seconds !== null && Math.abs(seconds) > TOLERANCE_SECONDS)
    return "this machine's clock and the sender's differ: correct the clock (NTP)";
  return "compare SLACK_SIGNING_SECRET or DISCORD_PUBLIC_KEY with the app's page; strangers are refused rightly";
}

/** By how many seconds the sender's clock is ahead of ours, or null where the request does not tell. */
function skewOf(headers: IncomingHttpHeaders, nowMs: number): number | null {
  const told = headers["x-slack-request-timestamp"] ?? headers["x-signature-timestamp"];
  return /^\d{1,12}$/.test(String(told)) ? Number(told) - Math.round(nowMs / 1000) : null;
}
