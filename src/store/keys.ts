import { createHmac, hash } from "node:crypto";

/** Where something is said and by whom. `thread` null: in the channel itself. No part holds a slash. */
export type KeyParts = {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly user: string;
};

/** The key of a conversation, such as `slack:T1/C1/17.1/U1`, or `slack:T1/C1/-/U1` outside threads. */
export function keyOf({ platform, workspace, channel, thread, user }: KeyParts): string {
  return `${platform}:${workspace}/${channel}/${thread ?? "-"}/${user}`;
}

/** The reverse of `keyOf`; null for text that is no conversation's key. */
export function readKey(key: string): KeyParts | null {
  const [, platform, workspace, channel, thread, user] =
    /^([a-z]+):([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  if (!platform || !workspace || !channel || !thread || !user) return null;
  return { platform, workspace, channel, thread: thread === "-" ? null : thread, user };
}

/** A person in all places of a workspace, such as `slack:T1/U1`. */
export function personKey(platform: string, workspace: string, user: string): string {
  return `${platform}:${workspace}/${user}`;
}

/** A channel, such as `slack:T1/C1`. */
export function channelKey(platform: string, workspace: string, channel: string): string {
  return `${platform}:${workspace}/${channel}`;
}

/** The platform in a key: `slack:T1/C1/17.1/U1` gives `slack`. */
export function platformOf(key: string): string {
  return key.split(":")[0] ?? "";
}

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
  const parts = readKey(key);
  if (parts === null || parts.thread === null) return null;
  const { platform, workspace, channel } = parts;
  const isDirect = workspace === "@me" || (platform === "slack" && channel.startsWith("D"));
  return isDirect ? null : keyOf({ ...parts, user: TEAM });
}

/** What stands for the teams of a person's workspace: `slack:T1/U1` gives `slack:T1/team`. */
export function teamsOf(person: string): string {
  return `${workspaceOf(person)}/${TEAM}`;
}

/** What stands for a person in a team's session: 8 characters of the person's pseudonym. */
export function memberMark(pseudonym: string): string {
  return pseudonym.slice(0, 8);
}

/** Where a key's settings are looked for: person, thread, channel, workspace, everywhere. */
export function scopesOf(key: string): readonly string[] {
  const parts = key.split("/");
  const thread = parts.length > 3 && parts[2] !== "-" ? [parts.slice(0, 3).join("/")] : [];
  return [...new Set([personOf(key), ...thread, channelOf(key), workspaceOf(key), "*"])];
}

/** What stands for an id in the database and the logs: 22 characters of `A-Z a-z 0-9 _ -` (132 bits). */
export type Pseudonym = (id: string) => string;

/**
 * Pseudonyms by a key (HMAC-SHA-256), so that who has the database or a log but not the key cannot try out the ids that a
 * workspace shows to everybody. The key is kept in the database and nowhere else.
 */
export function createPseudonyms(key: string): Pseudonym {
  return (id) => keyed(key, digest(id));
}

/** The pseudonym that belongs to what stood for an id before there was a key. */
export function keyed(key: string, digested: string): string {
  return createHmac("sha256", key).update(digested).digest("base64url").slice(0, 22);
}

/** The same for the same id everywhere: a guess can be checked against it. */
function digest(id: string): string {
  return hash("sha256", id, "base64url").slice(0, 22);
}
