import { createHmac } from "node:crypto";

export const SIGNING_SECRET = "fake-signing-secret";

/** What the app answered; `body` is its JSON, or null where there is none. `hasBody`: whether there is anything, text too. */
export type Answered = {
  readonly status: number;
  readonly body: unknown;
  readonly hasBody: boolean;
  readonly ms: number;
};

/** How a request differs from a good one. */
export type Oddity = { readonly secret?: string; readonly atMs?: number; readonly retry?: number };

/** Sends a signed request, as Slack does. Events are JSON; interactions and commands are forms. Text is sent as it is. */
export async function sendRequest(
  url: string,
  kind: "event" | "interaction" | "command",
  payload: object | string,
  odd: Oddity = {},
): Promise<Answered> {
  const sent = encode(kind, payload);
  const seconds = Math.floor((odd.atMs ?? Date.now()) / 1000);
  const hash = createHmac("sha256", odd.secret ?? SIGNING_SECRET)
    .update(`v0:${seconds}:${sent}`)
    .digest("hex");
  const begun = performance.now();
  const response = await fetch(url, {
    method: "POST",
    body: sent,
    headers: {
      "content-type": kind === "event" ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(seconds),
      "x-slack-signature": `v0=${hash}`,
      ...(odd.retry
        ? { "x-slack-retry-num": String(odd.retry), "x-slack-retry-reason": "http_timeout" }
        : {}),
    },
    signal: AbortSignal.timeout(3_000),
  });
  const text = await response.text();
  const ms = performance.now() - begun;
  const body = text.startsWith("{") ? JSON.parse(text) : null;
  return { status: response.status, body, hasBody: text !== "", ms };
}

/** Sends an event as Slack does: again, up to three times, when it is not answered with success within 3 s. */
export async function sendWithRetries(
  send: (retry: number) => Promise<Answered>,
): Promise<Answered> {
  for (let retry = 0; ; retry += 1) {
    try {
      const answered = await send(retry);
      if (answered.status < 300 || retry === 3) return answered;
    } catch (error) {
      if (retry === 3) throw error;
    }
  }
}

function encode(kind: "event" | "interaction" | "command", payload: object | string): string {
  if (typeof payload === "string") return payload;
  if (kind === "event") return JSON.stringify(payload);
  const form =
    kind === "interaction"
      ? { payload: JSON.stringify(payload) }
      : (payload as Record<string, string>);
  return new URLSearchParams(form).toString();
}
