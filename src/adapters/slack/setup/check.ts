import { type Client, faultOf } from "../connection/access.ts";
import { describeFault } from "../connection/errors.ts";
import { botScopes } from "../connection/listeners.ts";
import { listAt, textAt } from "../events/payload.ts";
import type { SlackConfig } from "../ports.ts";

/** One thing that was checked. `cure` is null where all is well. */
export type Finding = { readonly what: string; readonly cure: string | null };

const APPS = "https://api.slack.com/apps";

/** Checks tokens and scopes as far as they can be seen without connecting. Never throws. */
export async function checkSlack(
  createClient: (token: string) => Client,
  config: SlackConfig,
): Promise<readonly Finding[]> {
  const { botToken, appToken } = config;
  const findings = await Promise.all([
    botToken === null ? [] : checkBotToken(createClient(botToken)),
    appToken === null ? [] : checkAppToken(createClient(appToken)),
  ]);
  return findings.flat();
}

async function checkBotToken(client: Client): Promise<readonly Finding[]> {
  const what = "Slack bot token";
  try {
    const told = await client.apiCall("auth.test", {});
    const granted = listAt(told, "response_metadata", "scopes");
    const missing = botScopes().filter((scope) => !granted.includes(scope));
    return [
      { what: `${what}: workspace ${textAt(told, "team") ?? "?"}`, cure: null },
      ...(missing.length === 0
        ? [{ what: "Slack scopes", cure: null }]
        : missing.map(scopeFinding)),
    ];
  } catch (error) {
    return [
      {
        what,
        cure: cureOf(error, "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions"),
      },
    ];
  }
}

function scopeFinding(scope: string): Finding {
  return {
    what: `Slack scope ${scope}`,
    cure: `add it under OAuth & Permissions > Bot Token Scopes at ${APPS}, then reinstall the app`,
  };
}

/** Asking for an address opens no connection by itself. */
async function checkAppToken(client: Client): Promise<readonly Finding[]> {
  const what = "Slack app token";
  try {
    await client.apiCall("apps.connections.open", {});
    return [{ what: `${what}: Socket Mode`, cure: null }];
  } catch (error) {
    return [
      {
        what,
        cure: cureOf(
          error,
          "make an App-Level Token with the scope connections:write under Basic Information, and switch Socket Mode on",
        ),
      },
    ];
  }
}

function cureOf(error: unknown, cure: string): string {
  const fault = faultOf(error);
  return fault.kind === "refused"
    ? `${cure} at ${APPS} (Slack says ${fault.code})`
    : `check the network, a proxy, or SLACK_API_URL (${describeFault(fault)})`;
}
