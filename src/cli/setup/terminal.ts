import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { composeDependencies } from "../../app/services.ts";
import { withValues } from "./env-file.ts";
import { interview, says, type Talk } from "./interview.ts";
import { ENDPOINTS } from "./probes.ts";
import { register } from "./register.ts";

const ENV_FILE = ".env";
const EXAMPLE = fileURLToPath(new URL("../../../.env.example", import.meta.url));

/** Asks in the terminal, writes .env (readable by its owner alone), registers commands when wished, and ends as doctor does. */
export async function askInTerminal(): Promise<void> {
  const { manifestLink, slackManifest } = await import("../../adapters/slack/setup/manifest.ts");
  const { inviteLink } = await import("../../adapters/discord/setup/invite.ts");
  const { content } = composeDependencies();
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const talk: Talk = {
    ask: async (question) => (await terminal.question(question)).trim(),
    say: (text) => void process.stdout.write(`${text}\n`),
  };
  try {
    const links = {
      slackManifest: manifestLink(slackManifest(content, { baseUrl: null, oauth: false })),
      discordInvite: inviteLink,
    };
    const values = await interview(talk, links, {
      slack: process.env.SLACK_API_URL || ENDPOINTS.slack,
      discord: process.env.DISCORD_API_URL || ENDPOINTS.discord,
    });
    if (Object.keys(values).length === 0) return talk.say("Nothing to write.");
    write(values);
    talk.say(`Written to ${ENV_FILE}.`);
    Object.assign(process.env, values);
    if (values.DISCORD_TOKEN && (await says(talk, "Register Discord's commands now?")))
      await register(null);
  } finally {
    terminal.close();
  }
  await (await import("../doctor.ts")).doctor();
}

function write(values: Readonly<Record<string, string>>): void {
  const from = existsSync(ENV_FILE) ? ENV_FILE : EXAMPLE;
  const before = existsSync(from) ? readFileSync(from, "utf8") : "";
  writeFileSync(ENV_FILE, withValues(before, values), { mode: 0o600 });
  chmodSync(ENV_FILE, 0o600);
}
