import type { IncomingMessage } from "node:http";

/** Far above any request of Slack or Discord, in bytes. */
export const MOST_BYTES = 1024 * 1024;

/** The body of a request, or null as soon as it is larger than `MOST_BYTES` or breaks off. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const hear = (part: Buffer) => {
      size += part.length;
      if (size <= MOST_BYTES) return void parts.push(part);
      // Without a length a body may have no end: the server closes the connection with the refusal.
      request.off("data", hear).pause();
      parts.length = 0;
      resolve(null);
    };
    request.on("data", hear);
    request.once("end", () => resolve(Buffer.concat(parts)));
    request.once("error", () => resolve(null));
    request.once("close", () => resolve(null));
  });
}
