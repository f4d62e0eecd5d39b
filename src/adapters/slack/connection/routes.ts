import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Route } from "../../adapter.ts";

/** Something that answers HTTP requests; Bolt's own throws for what it has no listener for. */
export type Receiver = { readonly requestListener: RequestListener };

/** Paths that a receiver answers; while there is none (null) the caller is asked to come again later. */
export function routesTo(
  paths: readonly string[],
  receiver: () => Receiver | null,
): readonly Route[] {
  const handle = (request: IncomingMessage, response: ServerResponse): Promise<void> | void => {
    const found = receiver();
    if (!found) return void response.writeHead(503).end();
    try {
      return found.requestListener(request, response);
    } catch {
      response.writeHead(404).end();
    }
  };
  return paths.map((path) => ({ path, handle }));
}
