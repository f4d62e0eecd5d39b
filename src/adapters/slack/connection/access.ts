import type { AuthorizeResult } from "@slack/bolt";
import { at, textAt } from "../events/payload.ts";
import type { Call, Self } from "../ports.ts";
import { type Fault, SlackFault } from "./errors.ts";
import type { Installations } from "./installations.ts";

/** A client of the Web API with one token. */
export type Client = { apiCall(method: string, args: Record<string, unknown>): Promise<unknown> };

/** Where a request comes from; the token may be an organisation's for all of its workspaces. */
export type Source = {
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
  readonly isEnterpriseInstall?: boolean;
};

/** Tokens and clients of the workspaces. */
export type Access = {
  readonly call: Call;
  self(team: string): Promise<Self>;
  /** What Bolt asks for with each request. @throws when the workspace is not installed. */
  authorize(source: Source): Promise<AuthorizeResult>;
  /** Proves the one workspace's token. @throws with what to do. */
  check(): Promise<void>;
  /** Drops what is kept of a workspace. */
  forget(team: string): void;
};

/** Access by one token, or by the installations where there is none. Clients are kept, so that their queues are shared. */
export function createAccess(
  botToken: string | null,
  installations: Installations | null,
  createClient: (token: string) => Client,
): Access {
  const clients = new Map<string, Client>();
  const selves = new Map<string, Promise<Self>>();

  async function tokenOf(team: string): Promise<string> {
    if (botToken !== null) return botToken;
    const token = (await installations?.find(team))?.bot?.token;
    if (!token) throw new SlackFault("token", { kind: "refused", code: "not_installed" });
    return token;
  }

  async function callWith(token: string, method: string, args: Readonly<Record<string, unknown>>) {
    const client = clients.get(token) ?? createClient(token);
    clients.set(token, client);
    try {
      return (await client.apiCall(method, encoded(args))) as Readonly<Record<string, unknown>>;
    } catch (error) {
      throw new SlackFault(method, faultOf(error), error);
    }
  }

  const call: Call = async (team, method, args) =>
    await callWith(await tokenOf(team), method, args);

  async function askSelf(team: string): Promise<Self> {
    const bot = (await installations?.find(team))?.bot;
    if (bot?.userId) return { userId: bot.userId, botId: bot.id ?? null };
    const told = await call(team, "auth.test", {});
    return { userId: textAt(told, "user_id") ?? "-", botId: textAt(told, "bot_id") };
  }

  function self(team: string): Promise<Self> {
    // With one token the bot is the same person everywhere.
    const key = botToken === null ? team : "-";
    const known = selves.get(key);
    if (known) return known;
    const asked = askSelf(team);
    selves.set(key, asked);
    asked.catch(() => selves.delete(key));
    return asked;
  }

  return {
    call,
    self,
    async authorize({ teamId, enterpriseId, isEnterpriseInstall }) {
      const team = teamId ?? enterpriseId ?? "-";
      if (isEnterpriseInstall && teamId && enterpriseId)
        await installations?.belongs(teamId, enterpriseId);
      const { userId, botId } = await self(team);
      return {
        botToken: await tokenOf(team),
        botUserId: userId,
        ...(botId ? { botId } : {}),
        teamId: team,
      };
    },
    async check() {
      if (botToken === null) return;
      try {
        await self("-");
      } catch (error) {
        if (error instanceof SlackFault && error.fault.kind !== "refused")
          throw new Error("Slack cannot be reached now.", { cause: error });
        throw new Error(
          "Slack does not accept SLACK_BOT_TOKEN. Take the Bot User OAuth Token (xoxb-…) from the app's page “OAuth & Permissions”.",
          { cause: error },
        );
      }
    },
    forget(team) {
      if (botToken === null) selves.delete(team);
    },
  };
}

/** Lists and objects as the JSON that the client would make of them: it looks through objects, not through text, twice before. */
function encoded(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}

/** An error of `@slack/web-api`, told apart by its `code`. */
export function faultOf(error: unknown): Fault {
  switch (at(error, "code")) {
    case "slack_webapi_platform_error":
      return { kind: "refused", code: textAt(error, "data", "error") ?? "unknown_error" };
    case "slack_webapi_rate_limited_error":
      return { kind: "rate_limited", afterMs: Number(at(error, "retryAfter") ?? 1) * 1000 };
    case "slack_webapi_http_error":
      return { kind: "server", status: Number(at(error, "statusCode") ?? 500) };
    default:
      return { kind: "network" };
  }
}
