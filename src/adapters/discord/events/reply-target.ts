import type { Address } from "../../../store/address.ts";

/**
 * Where the bot posts of its own accord, by a key such as `discord:G1/C1/-/U1`: `direct` to the person's direct messages,
 * `channel` to all in the channel; `whisper` only in direct messages, since nobody can be whispered to elsewhere without
 * an interaction. Null where that cannot be.
 */
export function addressFor(key: string, to: "direct" | "whisper" | "channel"): Address | null {
  const [guild, channel, thread, user] = key.replace(/^discord:/, "").split("/");
  if (!key.startsWith("discord:") || !guild || !channel || !thread || !user) return null;
  const isDirect = guild === "@me";
  if (to === "whisper" && !isDirect) return null;
  const forAll = to === "channel";
  return {
    platform: "discord",
    place: {
      guild: isDirect ? null : guild,
      channel: to === "direct" ? "" : thread === "-" || forAll ? channel : thread,
      message: "",
      user: forAll ? "" : user,
      opensThread: false,
      edited: false,
      direct: to === "direct",
    },
  };
}
