import type { webApi } from "@slack/bolt";
import { Agent, request } from "undici";

/** So long an idle connection to Slack stays open, so that the next answer needs no handshake. */
const KEEP_ALIVE_MS = 30_000;
/** The connections of all workspaces. */
const dispatcher = new Agent({ keepAliveTimeout: KEEP_ALIVE_MS });

type Fetch = NonNullable<webApi.WebClientOptions["fetch"]>;

/**
 * `fetch` for the Web API's calls, by the same client without the web's machinery around it: a call reaches Slack in half
 * the time. Never follows a redirect. @throws the client's fault when Slack is silent for `timeoutMs`.
 */
export function createTransport(timeoutMs: number): Fetch {
  return async (address, { method = "GET", headers, body } = {}) => {
    const answer = await request(String(address), {
      dispatcher,
      method,
      // The client gives its headers as a record and its arguments as text; files are uploaded elsewhere.
      headers: headers as Record<string, string>,
      body: body as string | null,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const text = await answer.body.text();
    return new Response(text === "" ? null : text, {
      status: answer.statusCode,
      headers: Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    });
  };
}
