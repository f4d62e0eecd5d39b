import type { Dependencies } from "../../dialogue/dependencies.ts";
import { NEW_STATE } from "../../dialogue/state.ts";
import { channelOf, personOf, workspaceOf } from "../../store/keys.ts";
import type { Store } from "../../store/store.ts";
import type { AddressFor } from "../admin-options.ts";
import { type Settings, WELCOME_CHANNEL } from "../settings/settings.ts";
import { invitationReply, welcomeReply } from "./onboarding.ts";

/** Somebody who has come. `channel` null: into the workspace, the platform names no channel. */
export type Newcomer = {
  /** Such as `slack:T1`. */
  readonly workspace: string;
  /** Such as `C1`. */
  readonly channel: string | null;
  readonly user: string;
  readonly locale: string | null;
};

export type WelcomeOptions = {
  readonly store: Store;
  readonly deps: Dependencies;
  readonly settings: Settings;
  readonly addressFor: AddressFor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called when a welcome waits in the outbox. */
  readonly queued: () => void;
};

/** Those who come within this time of a post for all find it; in ms. */
export const BURST_MS = 10 * 60_000;

/**
 * Welcomes a newcomer where an admin wished it: once a person and workspace, however often the join is told and by
 * whatever instance. Alone where the platform can, else by one post for all who come together.
 */
export function createWelcomes(options: WelcomeOptions): (newcomer: Newcomer) => Promise<void> {
  const { store, deps, settings, addressFor, now, queued } = options;
  /** When a channel's last post for all was made by this process. */
  const posted = new Map<string, number>();

  async function languageFor(key: string, locale: string | null): Promise<string> {
    const spoken = locale?.slice(0, 2).toLowerCase() ?? null;
    const set = await store.preferredLanguage([personOf(key)]);
    const customary = () => store.preferredLanguage([channelOf(key), workspaceOf(key), "*"]);
    const known = deps.content.languages.map(({ tag }) => tag);
    const wishes = [set, spoken, (set ?? spoken) ? null : await customary()];
    return wishes.find((tag) => tag !== null && known.includes(tag)) ?? deps.content.fallback;
  }

  async function welcomeAlone(key: string, to: "direct" | "whisper", locale: string | null) {
    const address = addressFor(key, to);
    if (!address) return;
    const reply = welcomeReply({ deps, language: await languageFor(key, locale) });
    await store.update(key, `welcome:${personOf(key)}`, (state) => ({
      state: { ...(state ?? NEW_STATE), welcomed: 1, language: reply.language },
      reply,
      effects: [],
      address,
    }));
    queued();
  }

  async function invite(key: string, locale: string | null): Promise<void> {
    const channel = channelOf(key);
    const address = addressFor(key, "channel");
    const last = posted.get(channel);
    if (!address || (last !== undefined && now() - last < BURST_MS)) return;
    posted.set(channel, now());
    const customary = await store.preferredLanguage([channel, workspaceOf(key), "*"]);
    const language = customary ?? (await languageFor(`${channel}/-/-`, locale));
    const burst = Math.floor(now() / BURST_MS);
    await store.update(`${channel}/-/-`, `invitation:${channel}/${burst}`, (state) => ({
      state: state ?? NEW_STATE,
      reply: invitationReply({ deps, language }),
      effects: [],
      address,
    }));
    queued();
  }

  return async ({ workspace, channel, user, locale }) => {
    const chosen = (await settings.of(workspace))[WELCOME_CHANNEL]?.split("/").at(-1);
    const place = channel ?? chosen ?? "-";
    const key = `${workspace}/${place}/-/${user}`;
    const wish = await settings.at(key, "onboarding");
    const canBePlaced = place !== "-" && (channel !== null || addressFor(key, "whisper") === null);
    if (wish === "off" || (wish === "on" && !canBePlaced)) return;
    const name = `welcome:${personOf(key)}`;
    if (await store.seen(name)) return;
    if (wish === "dm") await welcomeAlone(key, "direct", locale);
    else if (addressFor(key, "whisper")) await welcomeAlone(key, "whisper", locale);
    else await invite(key, locale);
    // Noted last: a crash before it greets again, and the turn's id keeps that from being posted twice.
    await store.once(name, personOf(key));
  };
}
