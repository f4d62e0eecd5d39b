import { readConfig } from "../../app/config.ts";
import { composeDependencies } from "../../app/services.ts";
import { type Given, UsageError } from "../given.ts";
import { register } from "./register.ts";

type Options = Given["options"];

const USAGE = `npm run setup                          asks, platform by platform, and writes .env
npm run setup -- --print                the Slack manifest and the Discord invite link
npm run setup -- slack --url https://bot.example.com    for events over HTTP instead of Socket Mode
npm run setup -- discord                                registers the commands for all servers
npm run setup -- discord --guild 123456789012345678     registers them in one server, shown at once`;

/**
 * In a terminal, asks for what each platform needs and writes .env. Else, or with a platform's name or `--print`, prints what
 * an admin needs to add the bot, and registers Discord's commands when asked. @throws UsageError for another word.
 */
export async function setup({ options, words }: Given): Promise<void> {
  const [part = "all"] = words;
  if (!["all", "slack", "discord"].includes(part)) throw new UsageError(USAGE);
  const isAsking = process.stdin.isTTY && process.stdout.isTTY && words.length === 0;
  if (isAsking && Object.keys(options).length === 0) {
    const { askInTerminal } = await import("./terminal.ts");
    return await askInTerminal();
  }
  if (part === "all" || part === "slack") await setUpSlack(options);
  if (part === "all" || part === "discord") await setUpDiscord(options, part === "discord");
}

async function setUpSlack(options: Options): Promise<void> {
  const { manifestLink, slackManifest } = await import("../../adapters/slack/setup/manifest.ts");
  const { content } = composeDependencies();
  const baseUrl = textOf(options.url);
  const manifest = slackManifest(content, { baseUrl, oauth: options.oauth === true });
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

async function setUpDiscord(options: Options, isRegistering: boolean): Promise<void> {
  const { inviteLink } = await import("../../adapters/discord/setup/invite.ts");
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
  if (isRegistering) await register(textOf(options.guild));
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
