import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium or Chrome of this machine, or null. */
export const CHROMIUM =
  NAMES.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0) ?? null;

type Fields = Readonly<Record<string, unknown>>;

/** One tab, driven by the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
export type Tab = {
  /** Opens an address and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** Does something that loads another page, and waits until it is loaded. */
  follow(script: string): Promise<void>;
  /** The value of an expression in the page. */
  value<T>(expression: string): Promise<T>;
  /** Addresses that were asked for so far. */
  readonly requests: readonly string[];
  /** What the browser complained of so far, such as a style that the page's policy forbids. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
};

/** Starts a headless browser with one tab. The caller closes it. */
export async function openTab(program: string, languages: string): Promise<Tab> {
  const folder = mkdtempSync(join(tmpdir(), "tl-advise-chromium-"));
  const flags = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    `--accept-lang=${languages}`,
    `--user-data-dir=${folder}`,
    "--remote-debugging-port=0",
    "about:blank",
  ];
  const child = spawn(program, flags, { stdio: ["ignore", "ignore", "pipe"] });
  const gone = once(child, "exit");
  const socket = new WebSocket(await addressOf(child.stderr));
  await once(socket, "open");
  const waiting = new Map<number, PromiseWithResolvers<Fields>>();
  const loads: (() => void)[] = [];
  const requests: string[] = [];
  const complaints: string[] = [];
  let count = 0;
  let session: string | undefined;

  socket.on("message", (text) => {
    const { id, method, params, result, error } = JSON.parse(String(text));
    if (id !== undefined) {
      if (error) waiting.get(id)?.reject(new Error(error.message));
      else waiting.get(id)?.resolve(result);
    }
    if (method === "Page.loadEventFired") for (const loaded of loads.splice(0)) loaded();
    if (method === "Network.requestWillBeSent") requests.push(params.request.url);
    if (method === "Log.entryAdded") complaints.push(params.entry.text);
  });

  function send(method: string, params: Fields = {}): Promise<Fields> {
    count += 1;
    const answer = Promise.withResolvers<Fields>();
    waiting.set(count, answer);
    socket.send(JSON.stringify({ id: count, method, params, sessionId: session }));
    return answer.promise;
  }

  const { targetInfos } = (await send("Target.getTargets")) as {
    targetInfos: { type: string; targetId: string }[];
  };
  const page = targetInfos.find(({ type }) => type === "page");
  const attached = await send("Target.attachToTarget", { targetId: page?.targetId, flatten: true });
  session = String(attached.sessionId);
  for (const domain of ["Page", "Network", "Log"]) await send(`${domain}.enable`);

  const loaded = () => new Promise<void>((resolve) => loads.push(resolve));

  async function value<T>(expression: string): Promise<T> {
    const found = await send("Runtime.evaluate", { expression, returnByValue: true });
    if (found.exceptionDetails) throw new Error(JSON.stringify(found.exceptionDetails));
    return (found.result as { value: T }).value;
  }

  return {
    requests,
    complaints,
    value,
    async open(url) {
      const ready = loaded();
      await send("Page.navigate", { url });
      await ready;
    },
    async follow(script) {
      const ready = loaded();
      await value(script);
      await ready;
    },
    async close() {
      socket.close();
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function addressOf(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address) {
      stderr.resume();
      return address;
    }
  }
  throw new Error("the browser has ended before it listened");
}
