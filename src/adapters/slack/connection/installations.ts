import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import type { Vault } from "../ports.ts";
import { seal, unseal } from "./seal.ts";

/** How long another instance may still use a token after it was revoked, in milliseconds. */
const KEPT_MS = 60_000;

/** Installations of several workspaces, sealed in the vault and kept open for a minute. */
export type Installations = InstallationStore & {
  /** Forgets a workspace's tokens, here and in the vault. Safe to call twice. */
  remove(team: string): Promise<void>;
  /** The workspace's installation, or null when there is none. @throws when it cannot be opened. */
  find(team: string): Promise<Installation | null>;
};

/** `secrets`: the first seals, all open. */
export function createInstallations(
  vault: Vault,
  secrets: readonly [string, ...string[]],
  now: () => number,
): Installations {
  const open = new Map<string, { readonly installation: Installation; readonly until: number }>();

  async function find(team: string): Promise<Installation | null> {
    const kept = open.get(team);
    if (kept && kept.until > now()) return kept.installation;
    const sealed = await vault.load(nameOf(team));
    if (sealed === null) return null;
    const text = unseal(sealed, secrets);
    if (text === null) {
      throw new Error(
        `The Slack installation of ${team} cannot be opened. Put the key it was saved with into TOKEN_ENCRYPTION_KEY again, or install the app anew.`,
      );
    }
    const installation = JSON.parse(text) as Installation;
    open.set(team, { installation, until: now() + KEPT_MS });
    return installation;
  }

  async function remove(team: string): Promise<void> {
    open.delete(team);
    await vault.remove(nameOf(team));
  }

  return {
    find,
    remove,
    async storeInstallation(installation) {
      const team = installation.team?.id ?? installation.enterprise?.id;
      if (!team)
        throw new Error(
          "Slack sent an installation without a workspace. Start the installation again.",
        );
      open.delete(team);
      await vault.save(nameOf(team), seal(JSON.stringify(installation), secrets[0]));
    },
    async fetchInstallation(query) {
      const installation = await find(teamOf(query));
      if (!installation)
        throw new Error(
          `The app is not installed in ${teamOf(query)}. Open /slack/install to install it.`,
        );
      return installation as Awaited<ReturnType<InstallationStore["fetchInstallation"]>>;
    },
    async deleteInstallation(query) {
      await remove(teamOf(query));
    },
  };
}

function teamOf(query: InstallationQuery<boolean>): string {
  return query.teamId ?? query.enterpriseId ?? "-";
}

function nameOf(team: string): string {
  return `slack:${team}`;
}
