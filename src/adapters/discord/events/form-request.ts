import type { RESTOptions } from "discord.js";

type Request = RESTOptions["makeRequest"];

/**
 * Sends forms as bytes. discord.js hands Node's FormData to its own undici, which refuses it as soon as a newer undici in
 * the same process (Bolt brings one) has set the global dispatcher. Can go when discord.js uses the same undici as Bolt.
 */
export function sendingForms(request: Request): Request {
  return async (url, init) => {
    if (!(init.body instanceof FormData)) return await request(url, init);
    const form = new Response(init.body);
    const headers = new Headers(init.headers as Readonly<Record<string, string>>);
    headers.set("content-type", form.headers.get("content-type") ?? "");
    const body = new Uint8Array(await form.arrayBuffer());
    return await request(url, { ...init, headers: Object.fromEntries(headers), body });
  };
}
