import { SlackFault } from "../connection/errors.ts";

/** How a message is given to a `response_url`: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export type UrlMessage = Readonly<Record<string, unknown>>;

/** Posts to a `response_url`. @throws SlackFault, with code `expired_url` when it is too old or was used up. */
export async function postToUrl(url: string, message: UrlMessage): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    throw new SlackFault("response_url", { kind: "network" }, error);
  }
  const answer = await response.text();
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after") ?? "1");
    throw new SlackFault("response_url", {
      kind: "rate_limited",
      afterMs: (Number.isFinite(seconds) ? seconds : 1) * 1000,
    });
  }
  if (response.status >= 500)
    throw new SlackFault("response_url", { kind: "server", status: response.status });
  const code = errorCode(answer);
  if (code !== null || !response.ok) {
    throw new SlackFault("response_url", {
      kind: "refused",
      code: code ?? `http_${response.status}`,
    });
  }
}

function errorCode(answer: string): string | null {
  try {
    const json = JSON.parse(answer) as { ok?: unknown; error?: unknown };
    return json.ok === false ? String(json.error) : null;
  } catch {
    return /^(expired_url|used_url|invalid_[a-z_]+|no_text)$/.test(answer.trim())
      ? answer.trim()
      : null;
  }
}
