/** What a platform says of a token: what it belongs to, or why it is not good. `values` are settings that follow from it. */
export type Probe =
  | {
      readonly kind: "good";
      readonly belongsTo: string;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unreachable"; readonly why: string };

/** Where the platforms' APIs are; for proxies and tests. */
export type Endpoints = { readonly slack: string; readonly discord: string };

export const ENDPOINTS: Endpoints = {
  slack: "https://slack.com/api/",
  discord: "https://discord.com/api",
};

const PATIENCE_MS = 5_000;

/** Bits of an application's `flags`: https://docs.discord.com/developers/resources/application#application-object-application-flags */
const MEMBERS = (1 << 14) | (1 << 15);
const MESSAGE_CONTENT = (1 << 18) | (1 << 19);

/** Asks Slack whose bot token it is: https://docs.slack.dev/reference/methods/auth.test */
export function probeSlackBot(token: string, { slack }: Endpoints): Promise<Probe> {
  return probe(async () => {
    const told = await slackCall(slack, "auth.test", token);
    if (told.ok !== true) return refused(told.error);
    return { kind: "good", belongsTo: `${told.user} in ${told.team}`, values: {} };
  });
}

/** Asks Slack for a Socket Mode address, which only an app-level token gets: https://docs.slack.dev/reference/methods/apps.connections.open */
export function probeSlackApp(token: string, { slack }: Endpoints): Promise<Probe> {
  return probe(async () => {
    const told = await slackCall(slack, "apps.connections.open", token);
    if (told.ok !== true) return refused(told.error);
    return { kind: "good", belongsTo: "Socket Mode", values: {} };
  });
}

/** Asks Discord whose token it is, and which intents the application may use. */
export function probeDiscord(token: string, { discord }: Endpoints): Promise<Probe> {
  return probe(async () => {
    const address = `${discord.replace(/\/$/, "")}/v10/applications/@me`;
    const response = await fetch(address, {
      headers: { authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 401) return refused("401 Unauthorized");
    if (!response.ok) return { kind: "unreachable", why: `HTTP ${response.status}` };
    const { id, name, flags } = (await response.json()) as Readonly<Record<string, unknown>>;
    const bits = Number(flags ?? 0);
    return {
      kind: "good",
      belongsTo: `the application ${name}`,
      values: {
        DISCORD_APPLICATION_ID: String(id),
        DISCORD_MESSAGE_CONTENT: bits & MESSAGE_CONTENT ? "on" : "",
        DISCORD_MEMBERS: bits & MEMBERS ? "on" : "",
      },
    };
  });
}

async function slackCall(
  base: string,
  method: string,
  token: string,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${base.replace(/\/?$/, "/")}${method}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

function refused(code: unknown): Probe {
  return { kind: "refused", why: String(code) };
}

async function probe(work: () => Promise<Probe>): Promise<Probe> {
  try {
    return await work();
  } catch (error) {
    const { name, message, cause } = error as Error;
    const code = (cause as { code?: unknown } | undefined)?.code;
    const why = name === "TimeoutError" ? "no answer within 5 s" : String(code ?? message);
    return { kind: "unreachable", why };
  }
}
