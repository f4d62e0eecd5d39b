/** Why a call to Slack failed. `afterMs` is Slack's own wait, or null where it named none. */
export type Fault =
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "rate_limited"; readonly afterMs: number }
  | { readonly kind: "server"; readonly status: number }
  | { readonly kind: "network" };

/** A failed call to Slack, without the payload. */
export class SlackFault extends Error {
  readonly fault: Fault;
  readonly method: string;

  constructor(method: string, fault: Fault, cause?: unknown) {
    super(`${method}: ${describeFault(fault)}`, { cause });
    this.name = "SlackFault";
    this.method = method;
    this.fault = fault;
  }
}

/** What went wrong, in a few words for the log. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case "refused":
      return fault.code;
    case "rate_limited":
      return `rate limited for ${fault.afterMs} ms`;
    case "server":
      return `HTTP ${fault.status}`;
    case "network":
      return "network failure";
  }
}

/** Slack's error code such as `invalid_blocks`, or null for another kind of failure. */
export function refusalOf(error: unknown): string | null {
  return error instanceof SlackFault && error.fault.kind === "refused" ? error.fault.code : null;
}

/** Whether the payload itself was refused, so that plain text may still pass. */
export function isBadPayload(error: unknown): boolean {
  return /^(invalid_blocks|invalid_blocks_format|invalid_attachments|msg_blocks_too_long|msg_too_long)$/.test(
    refusalOf(error) ?? "",
  );
}

/** Refusals that pass by themselves: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PASSING =
  /^(internal_error|fatal_error|service_unavailable|request_timeout|ratelimited|rate_limited|team_added_to_org)$/;

/** Milliseconds after which a failed call is worth another try (`attempt` counts from 1), or null when it is not. */
export function waitAfter(error: unknown, attempt: number): number | null {
  const backoffMs = Math.min(500 * 2 ** (attempt - 1), 60_000);
  if (!(error instanceof SlackFault)) return null;
  switch (error.fault.kind) {
    case "refused":
      return PASSING.test(error.fault.code) ? backoffMs : null;
    case "rate_limited":
      return error.fault.afterMs;
    case "server":
      return error.fault.status >= 500 ? backoffMs : null;
    case "network":
      return backoffMs;
  }
}

/** Whether Slack may have done what was asked although the call failed. */
export function isUncertain(error: unknown): boolean {
  return (
    !(error instanceof SlackFault) ||
    error.fault.kind === "server" ||
    error.fault.kind === "network"
  );
}
