import type { Content } from "../../../dialogue/content.ts";
import type { Api } from "../connection/api.ts";
import { describeFault, faultOf } from "../connection/errors.ts";
import { intentFaults } from "../connection/intents.ts";
import type { DiscordConfig } from "../ports.ts";
import { commandsAreRegistered } from "./registration.ts";

/** One thing that was checked. `cure` is null where all is well. */
export type Finding = { readonly what: string; readonly cure: string | null };

/** Checks token, intents, commands and guilds as far as they can be seen without connecting. Never throws. */
export async function checkDiscord(
  api: Api,
  config: DiscordConfig,
  content: Content,
): Promise<readonly Finding[]> {
  try {
    const application = recordOf(await api.get("/applications/@me"));
    const id = String(application.id);
    return [
      { what: `Discord token: application ${application.name}`, cure: null },
      ...intentFindings(config, Number(application.flags ?? 0)),
      await commandFinding(api, id, content),
      await guildFinding(api),
    ];
  } catch (error) {
    const refused = faultOf(error).status === 401;
    const cure = refused
      ? "copy the token from Bot > Reset Token at https://discord.com/developers/applications into DISCORD_TOKEN"
      : `check the network, a proxy, or DISCORD_API_URL (${describeFault(error)})`;
    return [{ what: "Discord token", cure }];
  }
}

function intentFindings(config: DiscordConfig, flags: number): readonly Finding[] {
  const faults = intentFaults(config, flags);
  if (faults.length === 0) return [{ what: "Discord intents", cure: null }];
  return faults.map((cure) => ({ what: "Discord intents", cure }));
}

async function commandFinding(api: Api, application: string, content: Content): Promise<Finding> {
  const isRight = await commandsAreRegistered(api, application, content);
  return {
    what: "Discord commands",
    cure: isRight ? null : "run `npm run setup` to register them",
  };
}

async function guildFinding(api: Api): Promise<Finding> {
  const guilds = await api.get("/users/@me/guilds");
  const isAnywhere = Array.isArray(guilds) && guilds.length > 0;
  return {
    what: "Discord servers",
    cure: isAnywhere ? null : "open the invite link that `npm run setup` prints",
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
