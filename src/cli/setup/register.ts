import { readConfig } from "../../app/config.ts";
import { composeDependencies } from "../../app/services.ts";

/** Registers Discord's commands in one server (`guild`), or for all (null). @throws without token and application id. */
export async function register(guild: string | null): Promise<void> {
  const { connectApi } = await import("../../adapters/discord/adapter.ts");
  const { registerCommands } = await import("../../adapters/discord/setup/registration.ts");
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
