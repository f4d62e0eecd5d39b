import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import { textAt } from "../events/payload.ts";
import type { Vault } from "../ports.ts";
import { seal, unseal } from "./seal.ts";

/** How long another instance may still use a token after it was revoked, in milliseconds. */
const KEPT_MS = 60_000;

const KEPT_OPEN = 10_000;
/** The field of a record that only names the organisation whose installation serves a workspace. */
const SERVED_BY = "served_by";

type Kept = { readonly until: number } & (
  | { readonly kind: "installation"; readonly installation: Installation }
  | { readonly kind: "served"; readonly enterprise: string }
);

/** Installations of several workspaces, sealed in the vault and kept open for a minute. */
export type Installations = InstallationStore & {
  /** Forgets a workspace's tokens, here and in the vault. Safe to call twice. */
  remove(team: string): Promise<void>;
  /** The installation of the workspace, or of its organisation; null when there is none. @throws when it cannot be opened. */
  find(team: string): Promise<Installation | null>;
  /** Notes that a workspace is served by its organisation's installation, unless it has one of its own. */
  belongs(team: string, enterprise: string): Promise<void>;
};

/** `secrets`: the first seals, all open. */
export function createInstallations(
  vault: Vault,
  secrets: readonly [string, ...string[]],
  now: () => number,
): Installations {
  const open = new LRUCache<string, Kept>({ max: KEPT_OPEN });

  async function find(team: string): Promise<Installation | null> {
    const kept = await load(team);
    if (kept === null || kept.kind === "installation") return kept?.installation ?? null;
    const enterprise = await load(kept.enterprise);
    return enterprise?.kind === "installation" ? enterprise.installation : null;
  }

  async function load(name: string): Promise<Kept | null> {
    const known = open.get(name);
    if (known && known.until > now()) return known;
    const sealed = await vault.load(nameOf(name));
    if (sealed === null) return null;
    const text = unseal(sealed, secrets);
    if (text === null) {
      throw new Error(
        `The Slack installation of ${name} cannot be opened. Put the key it was saved with into TOKEN_ENCRYPTION_KEY again, or install the app anew.`,
      );
    }
    const saved: unknown = JSON.parse(text);
    const enterprise = textAt(saved, SERVED_BY);
    const until = now() + KEPT_MS;
    const kept: Kept = enterprise
      ? { kind: "served", enterprise, until }
      : { kind: "installation", installation: saved as Installation, until };
    open.set(name, kept);
    return kept;
  }

  async function save(name: string, value: object): Promise<void> {
    open.delete(name);
    await vault.save(nameOf(name), seal(JSON.stringify(value), secrets[0]));
  }

  async function remove(team: string): Promise<void> {
    open.delete(team);
    await vault.remove(nameOf(team));
  }

  return {
    find,
    remove,
    async belongs(team, enterprise) {
      if ((await load(team)) === null) await save(team, { [SERVED_BY]: enterprise });
    },
    async storeInstallation(installation) {
      const team = installation.team?.id ?? installation.enterprise?.id;
      if (!team)
        throw new Error(
          "Slack sent an installation without a workspace. Start the installation again.",
        );
      await save(team, installation);
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
