import fc from "fast-check";
import { expect, test } from "vitest";
import { type Config, readConfig } from "../../src/app/config.ts";
import type { Environment } from "../../src/app/environment.ts";
import { understands } from "../support/mutated.ts";

const LANGUAGES = ["en", "ja"];

/** Each variable with values that are right for it. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  SLACK_BOT_TOKEN: ["xoxb-1-hunter2"],
  SLACK_APP_TOKEN: ["xapp-1-hunter2"],
  SLACK_SIGNING_SECRET: ["hunter2-0123456789abcdef"],
  SLACK_CLIENT_ID: ["1.2"],
  SLACK_CLIENT_SECRET: ["hunter2-0123456789abcdef"],
  SLACK_STATE_SECRET: ["hunter2-0123456789abcdef"],
  TOKEN_ENCRYPTION_KEY: [
    "hunter2-0123456789abcdef0123456789abcdef",
    "hunter2-0123456789abcdef0123456789abcdef, hunter2-0123456789abcdef0123456789abcdef0",
  ],
  SLACK_API_URL: ["http://127.0.0.1:1/"],
  DISCORD_TOKEN: ["MTA.Gabcde.hunter2-of-discord-0123456789"],
  DISCORD_PUBLIC_KEY: ["ab".repeat(32)],
  DISCORD_APPLICATION_ID: ["123456789012345678"],
  DISCORD_MESSAGE_CONTENT: ["on", "off"],
  DISCORD_MEMBERS: ["on", "off"],
  DISCORD_API_URL: ["https://discord.com/api"],
  SHARDING_MANAGER: ["true"],
  PORT: ["0", "3000", "65535"],
  HOST: ["127.0.0.1"],
  METRICS_TOKEN: ["hunter2-0123456789abcdef"],
  DATABASE_URL: ["postgres://bot:hunter2@db/bot", "sqlite:data/bot.db", "memory:"],
  DEFAULT_LANGUAGE: LANGUAGES,
  LOG_LEVEL: ["debug", "silent"],
  RETENTION_DAYS: ["1", "3650"],
  SETTINGS_FILE: ["settings.json"],
  OTEL_EXPORTER_OTLP_ENDPOINT: ["http://127.0.0.1:4318/"],
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ["http://127.0.0.1:4318/v1/traces"],
};
/** Variables that the bot does not read, some of which it names as mistaken. */
const OTHERS = ["SLACK_TOKEN", "DISCORD_BOT_TOKEN", "DISCORD_CLIENT_ID", "PATH"];
const NAMES = [...Object.keys(RIGHT), ...OTHERS];

/** Something wrong in which a password stands, so that showing any part of the environment is noticed. */
const wrong = fc.oneof(
  fc
    .tuple(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }))
    .map(([before, after]) => `${before}hunter2${after}`),
  fc.constantFrom("xoxb-", "Bot hunter2-hunter2-hunter2", "postgres:/u:hunter2@h/d", "on ", "1.5"),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "1e3",
    "00",
    "HTTP://hunter2@x",
    "toString",
    "hunter2 hunter2",
  ),
);

function variable(name: string): fc.Arbitrary<readonly [string, string | undefined]> {
  const value = fc.oneof(
    fc.constantFrom(...(RIGHT[name] ?? ["hunter2"])),
    wrong,
    fc.constant(undefined),
  );
  return value.map((each) => [name, each]);
}

function named(part: RegExp): Environment {
  const names = Object.keys(RIGHT).filter((name) => part.test(name));
  return Object.fromEntries(names.map((name) => [name, RIGHT[name]?.at(-1)]));
}

/** Lawful environments in which up to five variables become others. */
const environments: fc.Arbitrary<Environment> = fc
  .tuple(
    fc.constantFrom(
      {},
      named(/^SLACK_(BOT|APP)/),
      named(/^SLACK|KEY/),
      named(/^DISCORD/),
      named(/./),
    ),
    fc.array(fc.constantFrom(...NAMES).chain(variable), { maxLength: 5 }),
  )
  .map(([base, variables]) => ({ ...base, ...Object.fromEntries(variables) }));

/** What the environment says of secrets, by another way than the reader's. */
function secretsIn(config: Config): readonly string[] {
  const { slack, discord, http, databaseUrl } = config;
  return [
    slack?.botToken,
    slack?.appToken,
    slack?.signingSecret,
    slack?.oauth?.clientSecret,
    slack?.oauth?.stateSecret,
    ...(slack?.oauth?.encryptionKeys ?? []),
    discord?.token,
    http.metricsToken,
    databaseUrl.startsWith("postgres") ? databaseUrl : null,
  ].filter((each) => each !== null && each !== undefined);
}

function isFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

const isAddress = (url: string | null | undefined) =>
  url === null || url === undefined || /^https?:\/\//i.test(url);

/** What of a configuration is not as promised. */
function faultsOf(config: Config): readonly string[] {
  const { slack, discord, http, retentionDays, defaultLanguage, tracesUrl, secrets } = config;
  const claims: Readonly<Record<string, boolean>> = {
    frozen: isFrozen(config),
    secrets: secretsIn(config).every((each) => secrets.includes(each)),
    noEmptySecret: !secrets.includes(""),
    slackToken: slack === null || slack.botToken !== null || slack.oauth !== null,
    slackEntry: slack === null || slack.appToken !== null || slack.signingSecret !== null,
    slackOauth: !slack?.oauth || slack.signingSecret !== null,
    slackKeys: !slack?.oauth || slack.oauth.encryptionKeys.every((key) => /^\S{32,}$/.test(key)),
    discordToken: discord === null || discord.token !== null || discord.publicKey !== null,
    discordId: !discord || discord.token !== null || discord.applicationId !== null,
    port: Number.isInteger(http.port) && http.port >= 0 && http.port <= 65_535,
    host: http.host !== "",
    days: Number.isInteger(retentionDays) && retentionDays >= 1 && retentionDays <= 3_650,
    language: defaultLanguage === null || LANGUAGES.includes(defaultLanguage),
    database: /^(memory:|sqlite:.|postgres(ql)?:\/\/.)/.test(config.databaseUrl),
    addresses: [slack?.apiUrl, discord?.apiUrl, tracesUrl].every(isAddress),
  };
  return Object.keys(claims).filter((name) => !claims[name]);
}

/** One error with a line for each fault: the name of a variable, and words of ours. */
function expectClear(error: unknown): void {
  expect((error as Error).constructor).toBe(Error);
  const [title = "", ...faults] = (error as Error).message.split("\n");
  expect(title).toBe(
    `The configuration has ${faults.length} fault(s). Correct them in .env or the environment:`,
  );
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) expect(NAMES).toContain(/^ {2}([A-Z_]+) .+\.$/.exec(fault)?.[1]);
  expect((error as Error).message).not.toMatch(/hunter2|constructor|\u0000/);
}

test("any environment is a configuration, or one clear error that shows no value", () => {
  let refused = 0;
  understands(environments, (environment) => {
    try {
      const config = readConfig(environment, LANGUAGES);
      expect(faultsOf(config)).toEqual([]);
      return config.slack !== null || config.discord !== null;
    } catch (error) {
      if ((error as Error).name === "AssertionError") throw error;
      expectClear(error);
      refused += 1;
      return false;
    }
  });
  expect(refused).toBeGreaterThan(500);
});

test("an environment of any names and texts has the documented defaults", () => {
  const names = fc.string({ unit: "binary" }).filter((name) => !NAMES.includes(name.trim()));
  understands(fc.dictionary(names, fc.string({ unit: "binary" })), (environment) => {
    const { slack, discord, http, secrets } = readConfig(environment, LANGUAGES);
    expect([slack, discord, http.port, secrets]).toEqual([null, null, 3000, []]);
    return true;
  });
});
