import type { IncomingMessage } from "node:http";

/** Far above any request of Slack or Discord, in bytes. */
export const MOST_BYTES = 1024 * 1024;

/** The body of a request, or null when it is larger than `MOST_BYTES` or breaks off. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= MOST_BYTES) parts.push(part);
    });
    request.once("end", () => resolve(size <= MOST_BYTES ? Buffer.concat(parts) : null));
    request.once("error", () => resolve(null));
    request.once("close", () => resolve(null));
  });
}
