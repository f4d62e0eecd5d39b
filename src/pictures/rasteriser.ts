import { Worker } from "node:worker_threads";

/** What the worker answers: the bytes, or the message of the fault. */
export type Rasterised =
  | { readonly id: number; readonly png: Uint8Array }
  | { readonly id: number; readonly fault: string };

type Waiting = {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
};

/** SVG → PNG in a worker thread, in order. A worker that dies fails what it had taken on; the next call starts another. */
export function createRasteriser(): (svg: string) => Promise<Uint8Array> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;

  function settle(answer: Rasterised): void {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker?.unref();
    if ("png" in answer) one?.resolve(answer.png);
    else one?.reject(new Error(`A picture could not be drawn: ${answer.fault}`));
  }

  function fail(error: Error): void {
    worker = null;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(new URL("rasterise-worker.ts", import.meta.url));
    started.on("message", settle);
    started.on("error", (cause) => fail(new Error("The drawing thread failed", { cause })));
    started.on("exit", () => fail(new Error("The drawing thread ended")));
    return started;
  }

  return (svg) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, svg });
    });
}
