import type { Address } from "../../../store/address.ts";
import { readKey } from "../../../store/keys.ts";
import { OUTSIDE } from "./conversation.ts";

/**
 * Where the bot posts of its own accord, by a key such as `discord:G1/C1/-/U1`: `direct` to the person's direct messages,
 * `channel` to all in the channel; `whisper` only in direct messages, since nobody can be whispered to elsewhere without
 * an interaction. Null where that cannot be.
 */
export function addressFor(key: string, to: "direct" | "whisper" | "channel"): Address | null {
  const parts = readKey(key);
  if (parts?.platform !== "discord") return null;
  const { workspace: guild, channel, thread, user } = parts;
  const isDirect = guild === OUTSIDE;
  if (to === "whisper" && !isDirect) return null;
  const forAll = to === "channel";
  return {
    platform: "discord",
    place: {
      guild: isDirect ? null : guild,
      channel: to === "direct" ? "" : thread === null || forAll ? channel : thread,
      message: "",
      user: forAll ? "" : user,
      opensThread: false,
      edited: false,
      direct: to === "direct",
    },
  };
}
