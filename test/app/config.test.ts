import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/app/config.ts";
import type { Environment } from "../../src/app/environment.ts";

const LANGUAGES = ["en", "ja"];
const read = (environment: Environment) => readConfig(environment, LANGUAGES);
const XOXB = "xoxb-1-secret";
const XAPP = "xapp-1-secret";
const SECRET = "0123456789abcdef0123456789abcdef";
const DISCORD = "MTA.Gabcde.secret-of-discord-0123456789";
const OAUTH = {
  SLACK_CLIENT_ID: "1.2",
  SLACK_CLIENT_SECRET: SECRET,
  SLACK_STATE_SECRET: SECRET,
  TOKEN_ENCRYPTION_KEY: `${SECRET}new, ${SECRET}old`,
};

function faultsOf(environment: Environment): string {
  try {
    read(environment);
    return "";
  } catch (error) {
    return String(error);
  }
}

test("an empty environment has no platform and the documented defaults", () => {
  expect(read({ SLACK_BOT_TOKEN: "", PORT: " " })).toEqual({
    slack: null,
    discord: null,
    http: { port: 3000, host: "0.0.0.0", metricsToken: null, adminToken: null },
    databaseUrl: "sqlite:data/tl-advise.db",
    defaultLanguage: null,
    logLevel: "info",
    retentionDays: 180,
    settingsFile: null,
    tracesUrl: null,
    secrets: [],
  });
});

test("Slack is read for Socket Mode, HTTP and OAuth", () => {
  const socket = read({ SLACK_BOT_TOKEN: XOXB, SLACK_APP_TOKEN: XAPP }).slack;
  expect(socket).toMatchObject({
    botToken: XOXB,
    appToken: XAPP,
    signingSecret: null,
    oauth: null,
  });
  const http = read({ SLACK_BOT_TOKEN: XOXB, SLACK_SIGNING_SECRET: SECRET }).slack;
  expect(http).toMatchObject({ appToken: null, signingSecret: SECRET });
  const oauth = read({ SLACK_SIGNING_SECRET: SECRET, ...OAUTH }).slack?.oauth;
  expect(oauth?.encryptionKeys).toEqual([`${SECRET}new`, `${SECRET}old`]);
});

test("Discord is read for the gateway and for HTTP", () => {
  const gateway = read({ DISCORD_TOKEN: DISCORD, DISCORD_MEMBERS: "on" }).discord;
  expect(gateway).toMatchObject({ token: DISCORD, members: true, messageContent: false });
  const id = "123456789012345678";
  const http = read({ DISCORD_PUBLIC_KEY: "ab".repeat(32), DISCORD_APPLICATION_ID: id }).discord;
  expect(http).toMatchObject({ token: null, applicationId: id });
});

test("all faults are named at once", () => {
  const faults = faultsOf({
    SLACK_BOT_TOKEN: "abc",
    PORT: "http",
    DISCORD_MEMBERS: "yes",
    LOG_LEVEL: "loud",
  });
  expect(faults).toContain("SLACK_BOT_TOKEN is set, but not as wanted: begins with xoxb-");
  expect(faults).toContain("PORT is set, but not as wanted: a whole number from 0 to 65535");
  expect(faults).toContain("DISCORD_MEMBERS is set, but not as wanted: on or off");
  expect(faults).toContain("LOG_LEVEL is set, but not as wanted: debug, info, warn, error, silent");
});

describe("each of these is a fault", () => {
  test.each<[string, Environment]>([
    ["SLACK_APP_TOKEN is missing", { SLACK_BOT_TOKEN: XOXB }],
    ["SLACK_BOT_TOKEN is missing", { SLACK_APP_TOKEN: XAPP }],
    ["SLACK_SIGNING_SECRET is needed with OAuth", OAUTH],
    [
      "TOKEN_ENCRYPTION_KEY is needed",
      { ...OAUTH, TOKEN_ENCRYPTION_KEY: "", SLACK_SIGNING_SECRET: SECRET },
    ],
    [
      "TOKEN_ENCRYPTION_KEY is set, but",
      { ...OAUTH, TOKEN_ENCRYPTION_KEY: "short", SLACK_SIGNING_SECRET: SECRET },
    ],
    ["DISCORD_TOKEN is missing", { DISCORD_APPLICATION_ID: "123456789012345678" }],
    ["DISCORD_TOKEN is set, but", { DISCORD_TOKEN: `Bot ${DISCORD}` }],
    ["DISCORD_APPLICATION_ID is needed", { DISCORD_PUBLIC_KEY: "ab".repeat(32) }],
    ["DISCORD_PUBLIC_KEY is set, but", { DISCORD_PUBLIC_KEY: "zz" }],
    ["DISCORD_BOT_TOKEN is not read; the name is DISCORD_TOKEN", { DISCORD_BOT_TOKEN: DISCORD }],
    ["DATABASE_URL is set, but", { DATABASE_URL: "mysql://x" }],
    ["DEFAULT_LANGUAGE is set, but not as wanted: en, ja", { DEFAULT_LANGUAGE: "fr" }],
    ["RETENTION_DAYS is set, but", { RETENTION_DAYS: "0" }],
    ["RETENTION_DAYS is set, but", { RETENTION_DAYS: "1.5" }],
    ["SLACK_API_URL is set, but", { SLACK_API_URL: "slack.com" }],
    ["METRICS_TOKEN is set, but", { METRICS_TOKEN: "short" }],
  ])("%s", (fault, environment) => {
    expect(faultsOf(environment)).toContain(fault);
  });
});

test("a fault never shows a secret", () => {
  const faults = faultsOf({
    SLACK_BOT_TOKEN: "hunter2",
    DATABASE_URL: "postgres:/u:hunter2@h/d",
    PORT: "x",
  });
  expect(faults).toContain("DATABASE_URL");
  expect(faults).not.toContain("hunter2");
});

test("secrets are listed for the log, the path of a file is none", () => {
  const { secrets } = read({
    SLACK_BOT_TOKEN: XOXB,
    SLACK_APP_TOKEN: XAPP,
    DISCORD_TOKEN: DISCORD,
    DATABASE_URL: "sqlite:bot.db",
  });
  expect(secrets).toEqual([XOXB, XAPP, DISCORD]);
});

test("the traces' address is the collector's with its path", () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318/";
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT }).tracesUrl).toBe("http://127.0.0.1:4318/v1/traces");
});

test("the configuration cannot be changed", () => {
  expect(Object.isFrozen(read({ SLACK_BOT_TOKEN: XOXB, SLACK_APP_TOKEN: XAPP }).slack)).toBe(true);
});
