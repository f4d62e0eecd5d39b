/** The messages of one answer. */
export type Posted = { readonly channel: string; readonly messages: readonly string[] };

/** Answer → text that the store keeps, such as `C1/M1,M2`. */
export function writePosted({ channel, messages }: Posted): string {
  return `${channel}/${messages.join(",")}`;
}

/** The reverse of `writePosted`; null for text that is not one. */
export function readPosted(text: string | null): Posted | null {
  const [, channel, ids] = /^(\d+)\/(\d+(?:,\d+)*)$/.exec(text ?? "") ?? [];
  return channel && ids ? { channel, messages: ids.split(",") } : null;
}
