import { readConfig } from "../app/config.ts";
import { composeDependencies } from "../app/services.ts";

/** Values of `--name value` pairs and bare flags. */
type Flags = ReadonlyMap<string, string>;

const USAGE = `npm run setup                          the Slack manifest and the Discord invite link
npm run setup -- slack --url https://bot.example.com    for events over HTTP instead of Socket Mode
npm run setup -- discord                                registers the commands for all servers
npm run setup -- discord --guild 123456789012345678     registers them in one server, shown at once`;

/** Prints what an admin needs to add the bot, and registers Discord's commands when asked. */
export async function setup(words: readonly string[]): Promise<void> {
  const [part = "all", ...others] = words;
  const flags = readFlags(others);
  if (part === "all" || part === "slack") await setUpSlack(flags);
  if (part === "all" || part === "discord") await setUpDiscord(flags, part === "discord");
  if (!["all", "slack", "discord"].includes(part)) process.stdout.write(`${USAGE}\n`);
}

async function setUpSlack(flags: Flags): Promise<void> {
  const { manifestLink, slackManifest } = await import("../adapters/slack/setup/manifest.ts");
  const { content } = composeDependencies();
  const baseUrl = flags.get("url") ?? null;
  const manifest = slackManifest(content, { baseUrl, oauth: flags.has("oauth") });
  process.stdout.write(
    [
      "## Slack",
      `1. Open this link and create the app from its manifest:\n   ${manifestLink(manifest)}`,
      "2. Install it to your workspace; copy the Bot User OAuth Token (xoxb-…) into SLACK_BOT_TOKEN.",
      baseUrl === null
        ? "3. Basic Information > App-Level Tokens: generate one with connections:write; copy it (xapp-…) into SLACK_APP_TOKEN."
        : "3. Basic Information: copy the Signing Secret into SLACK_SIGNING_SECRET.",
      "4. npm start, then mention the bot in a channel or type /tl-advise.",
      "",
      "The manifest itself:",
      JSON.stringify(manifest, null, 2),
      "",
    ].join("\n"),
  );
}

async function setUpDiscord(flags: Flags, isRegistering: boolean): Promise<void> {
  const { inviteLink } = await import("../adapters/discord/setup/invite.ts");
  const { content } = composeDependencies();
  const config = readConfig(
    process.env,
    content.languages.map(({ tag }) => tag),
  ).discord;
  const application = config?.applicationId ?? null;
  process.stdout.write(
    [
      "## Discord",
      "1. https://discord.com/developers/applications: New Application; Bot > Reset Token into DISCORD_TOKEN; General Information > Application ID into DISCORD_APPLICATION_ID.",
      application === null
        ? "2. Run this again with DISCORD_APPLICATION_ID set to get the invite link."
        : `2. Add the bot to a server:\n   ${inviteLink(application)}`,
      "3. npm run setup -- discord   registers /tl-advise (with --guild ID in one server only, shown at once).",
      "",
    ].join("\n"),
  );
  if (isRegistering) await register(flags.get("guild") ?? null);
}

async function register(guild: string | null): Promise<void> {
  const { connectApi } = await import("../adapters/discord/adapter.ts");
  const { registerCommands } = await import("../adapters/discord/setup/registration.ts");
  const { content } = composeDependencies();
  const { discord } = readConfig(
    process.env,
    content.languages.map(({ tag }) => tag),
  );
  if (!discord?.token || !discord.applicationId) {
    throw new Error(
      "Registering needs DISCORD_TOKEN and DISCORD_APPLICATION_ID in the environment or .env",
    );
  }
  const done = await registerCommands(connectApi(discord), discord.applicationId, content, guild);
  for (const { scope, change } of done) process.stdout.write(`commands in ${scope}: ${change}\n`);
}

function readFlags(words: readonly string[]): Flags {
  const flags = new Map<string, string>();
  words.forEach((word, at) => {
    if (word.startsWith("--")) flags.set(word.slice(2), words[at + 1] ?? "");
  });
  return flags;
}
