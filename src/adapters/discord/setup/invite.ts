import { PERMISSIONS } from "../connection/permission-hints.ts";

/** The link by which an admin adds the bot to a guild, with no permission more than it uses. */
export function inviteLink(application: string): string {
  const permissions = Object.values(PERMISSIONS).reduce((sum, bit) => sum | bit, 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: "bot applications.commands",
    permissions: permissions.toString(),
    integration_type: "0",
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
