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

/** Stands for the person in what the people of a thread share. */
const TEAM = "team";

/**
 * The key of the session that a thread's people share: `slack:T1/C1/17.1/U1` gives `slack:T1/C1/17.1/team`. Null outside
 * threads, and in direct messages, where nobody else can write.
 */
export function teamKey(key: string): string | null {
  const [workspace = "", channel = "", thread = "-", person] = key.split("/");
  const isDirect = workspace.endsWith(":@me") || /^slack:[^/]*\/D/.test(key);
  if (person === undefined || thread === "-" || isDirect) return null;
  return [workspace, channel, thread, TEAM].join("/");
}

/** What stands for the teams of a person's workspace: `slack:T1/U1` gives `slack:T1/team`. */
export function teamsOf(person: string): string {
  return `${workspaceOf(person)}/${TEAM}`;
}

/** What stands for a person such as `slack:T1/U1` in a team's session: 8 characters. */
export function memberMark(person: string): string {
  return hashed(person).slice(0, 8);
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
