import type { DiscordConfig } from "../adapters/discord/ports.ts";
import type { SlackConfig } from "../adapters/slack/ports.ts";
import { createReader, type Environment, type Reader } from "./environment.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** All that the environment decides. Platforms without tokens are null. */
export type Config = {
  readonly slack: SlackConfig | null;
  readonly discord: DiscordConfig | null;
  readonly http: {
    readonly port: number;
    readonly host: string;
    readonly metricsToken: string | null;
    /** What the admin page asks for; null: there is no admin page. */
    readonly adminToken: string | null;
  };
  readonly databaseUrl: string;
  /** Language tag, or null for the content's own. */
  readonly defaultLanguage: string | null;
  readonly logLevel: LogLevel;
  readonly retentionDays: number;
  /** Path of a JSON file with settings of workspaces and channels, or null. */
  readonly settingsFile: string | null;
  /** Where traces are sent (OTLP over HTTP), or null for no traces. */
  readonly tracesUrl: string | null;
  /** Values that may never be shown or logged. */
  readonly secrets: readonly string[];
};

/** Names that other bots use, and ours. */
const MISNAMED: Readonly<Record<string, string>> = {
  SLACK_TOKEN: "SLACK_BOT_TOKEN",
  SLACK_APP_LEVEL_TOKEN: "SLACK_APP_TOKEN",
  SLACK_SECRET: "SLACK_SIGNING_SECRET",
  DISCORD_BOT_TOKEN: "DISCORD_TOKEN",
  DISCORD_CLIENT_ID: "DISCORD_APPLICATION_ID",
  DISCORD_APP_ID: "DISCORD_APPLICATION_ID",
  LANGUAGE_DEFAULT: "DEFAULT_LANGUAGE",
};

/**
 * The environment → configuration. An empty value counts as none. `languages` are the tags that the content has.
 * @throws one error that names every fault and its cure, and shows no secret.
 */
export function readConfig(environment: Environment, languages: readonly string[]): Config {
  const reader = createReader(environment);
  for (const [wrong, right] of Object.entries(MISNAMED)) {
    if (environment[wrong] && !environment[right]) {
      reader.fault(wrong, `is not read; the name is ${right}`);
    }
  }
  const config: Config = {
    slack: readSlack(reader),
    discord: readDiscord(reader),
    http: {
      port: reader.integer("PORT", 3000, 0, 65_535),
      host: reader.text("HOST") ?? "0.0.0.0",
      metricsToken: reader.secret("METRICS_TOKEN", /^\S{16,}$/, "at least 16 characters"),
      adminToken: reader.secret("ADMIN_TOKEN", /^\S{16,}$/, "at least 16 characters"),
    },
    databaseUrl: readDatabase(reader),
    defaultLanguage: reader.oneOf("DEFAULT_LANGUAGE", languages),
    logLevel: reader.oneOf("LOG_LEVEL", LOG_LEVELS) ?? "info",
    retentionDays: reader.integer("RETENTION_DAYS", 180, 1, 3_650),
    settingsFile: reader.text("SETTINGS_FILE"),
    tracesUrl: readTraces(reader),
    secrets: reader.secrets,
  };
  reader.finish();
  return deepFreeze(config);
}

function readSlack(reader: Reader): SlackConfig | null {
  const botToken = reader.secret("SLACK_BOT_TOKEN", /^xoxb-\S+$/, "begins with xoxb-");
  const appToken = reader.secret("SLACK_APP_TOKEN", /^xapp-\S+$/, "begins with xapp-");
  const signingSecret = reader.secret(
    "SLACK_SIGNING_SECRET",
    /^\S{16,}$/,
    "at least 16 characters",
  );
  const oauth = readOauth(reader);
  const apiUrl = reader.url("SLACK_API_URL");
  if (!botToken && !appToken && !signingSecret && !oauth) return null;
  if (!botToken && !oauth) {
    reader.fault(
      "SLACK_BOT_TOKEN",
      "is missing. Copy the Bot User OAuth Token (xoxb-…) from the app's page OAuth & Permissions",
    );
  }
  if (oauth && !signingSecret) {
    reader.fault(
      "SLACK_SIGNING_SECRET",
      "is needed with OAuth. Copy it from the app's page Basic Information",
    );
  } else if (!appToken && !signingSecret) {
    reader.fault(
      "SLACK_APP_TOKEN",
      "is missing. Make an app-level token (xapp-…) with the scope connections:write under Basic Information, or set SLACK_SIGNING_SECRET to receive over HTTP",
    );
  }
  return { botToken, appToken, signingSecret, oauth, apiUrl };
}

function readOauth(reader: Reader): SlackConfig["oauth"] {
  const clientId = reader.text("SLACK_CLIENT_ID");
  const clientSecret = reader.secret("SLACK_CLIENT_SECRET", /^\S+$/, "no spaces");
  const stateSecret = reader.secret("SLACK_STATE_SECRET", /^\S{16,}$/, "at least 16 characters");
  const keys = reader.secretList(
    "TOKEN_ENCRYPTION_KEY",
    /^\S{32,}$/,
    "at least 32 characters each",
  );
  if (!clientId && !clientSecret && !stateSecret) return null;
  const values = {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    TOKEN_ENCRYPTION_KEY: keys[0],
  };
  for (const [name, value] of Object.entries(values)) {
    if (!value) reader.missing(name, `is needed with OAuth: ${OAUTH_CURES[name] ?? ""}`);
  }
  if (!clientId || !clientSecret || !stateSecret || keys.length === 0) return null;
  return { clientId, clientSecret, stateSecret, encryptionKeys: keys };
}

const OAUTH_CURES: Readonly<Record<string, string>> = {
  SLACK_CLIENT_ID: "copy it from the app's page Basic Information",
  SLACK_CLIENT_SECRET: "copy it from the app's page Basic Information",
  SLACK_STATE_SECRET: "any random text of 16 characters or more, such as from openssl rand -hex 32",
  TOKEN_ENCRYPTION_KEY:
    "any random text of 32 characters or more, such as from openssl rand -base64 32; a new key goes before the old one, with a comma",
};

function readDiscord(reader: Reader): DiscordConfig | null {
  const token = reader.secret(
    "DISCORD_TOKEN",
    /^(?!Bot\b)\S{20,}$/,
    "the token alone, without the word Bot",
  );
  const publicKey = reader.matching(
    "DISCORD_PUBLIC_KEY",
    /^[0-9a-f]{64}$/i,
    "64 hexadecimal digits from the page General Information",
  );
  const applicationId = reader.matching(
    "DISCORD_APPLICATION_ID",
    /^\d{17,20}$/,
    "17 to 20 digits from the page General Information",
  );
  const messageContent = reader.isOn("DISCORD_MESSAGE_CONTENT");
  const members = reader.isOn("DISCORD_MEMBERS");
  const apiUrl = reader.url("DISCORD_API_URL");
  if (!token && !publicKey) {
    if (applicationId) {
      reader.missing(
        "DISCORD_TOKEN",
        "is missing. Copy it from the page Bot, or set DISCORD_PUBLIC_KEY to receive interactions over HTTP",
      );
    }
    return null;
  }
  if (!token && !applicationId) {
    reader.missing(
      "DISCORD_APPLICATION_ID",
      "is needed with DISCORD_PUBLIC_KEY. Copy it from the page General Information",
    );
  }
  return {
    token,
    publicKey,
    applicationId,
    apiUrl,
    messageContent,
    members,
    answersIn: null,
    // Set by discord.js for the processes of its ShardingManager.
    isShard: reader.text("SHARDING_MANAGER") === "true",
  };
}

function readDatabase(reader: Reader): string {
  const url = reader.secret(
    "DATABASE_URL",
    /^(memory:|sqlite:.+|postgres(ql)?:\/\/.+)$/,
    "sqlite:PATH for one instance, postgres://user:password@host/database for several, or memory: to keep nothing",
    /^postgres/,
  );
  return url ?? "sqlite:data/tl-advise.db";
}

function readTraces(reader: Reader): string | null {
  const exact = reader.url("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  const base = reader.url("OTEL_EXPORTER_OTLP_ENDPOINT");
  return exact ?? (base === null ? null : `${base.replace(/\/$/, "")}/v1/traces`);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}
