import dns from "node:dns";
import { appendFileSync } from "node:fs";
import net from "node:net";

/** Loaded before the program: writes each host that it wants to reach to the file HOSTS_FILE, and lets none through. */
const file = process.env.HOSTS_FILE ?? "";
const note = (host: unknown) => appendFileSync(file, `${String(host)}\n`);
const refusal = () => Object.assign(new Error("no network in this test"), { code: "ENETUNREACH" });

const lookup = dns.lookup;
dns.lookup = ((host: string, ...rest: readonly unknown[]) => {
  // The bot's own server looks its address up too.
  if (host === "127.0.0.1") return lookup(host, ...(rest as [never]));
  note(host);
  const callback = rest.at(-1) as (error: Error) => void;
  process.nextTick(() => callback(refusal()));
}) as typeof dns.lookup;

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function watched(this: net.Socket, ...args: unknown[]) {
  const [first] = args.flat() as [{ host?: string; path?: string } | undefined];
  // A path is a pipe within this machine.
  if (typeof first !== "object" || first.path) return connect.apply(this, args as never);
  note(first.host);
  process.nextTick(() => this.destroy(refusal()));
  return this;
} as typeof connect;
