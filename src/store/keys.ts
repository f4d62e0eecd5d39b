import { hash } from "node:crypto";

/** The person in a key: `slack:T1/C1/17.1/U1` gives `slack:T1/U1`. */
export function personOf(key: string): string {
  const parts = key.split("/");
  return parts.length < 2 ? key : `${parts[0]}/${parts.at(-1)}`;
}

/** The workspace in a key: `slack:T1/C1/17.1/U1` gives `slack:T1`. */
export function workspaceOf(key: string): string {
  return key.split("/")[0] ?? key;
}

/** The channel in a key: `slack:T1/C1/17.1/U1` gives `slack:T1/C1`. */
export function channelOf(key: string): string {
  return key.split("/").slice(0, 2).join("/");
}

/** Where a key's settings are looked for: person, thread, channel, workspace, everywhere. */
export function scopesOf(key: string): readonly string[] {
  const parts = key.split("/");
  const thread = parts.length > 3 && parts[2] !== "-" ? [parts.slice(0, 3).join("/")] : [];
  return [...new Set([personOf(key), ...thread, channelOf(key), workspaceOf(key), "*"])];
}

/** What stands for an id in the database and the logs: 22 characters (132 bits) of its SHA-256 in base64url. */
export function hashed(id: string): string {
  return hash("sha256", id, "base64url").slice(0, 22);
}
