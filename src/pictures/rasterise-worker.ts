import { parentPort } from "node:worker_threads";
import { rasterise } from "./rasterise.ts";
import type { Rasterised } from "./rasteriser.ts";

parentPort?.on("message", ({ id, svg }: { readonly id: number; readonly svg: string }) => {
  parentPort?.postMessage(answer(id, svg));
});

function answer(id: number, svg: string): Rasterised {
  try {
    return { id, png: rasterise(svg) };
  } catch (error) {
    return { id, fault: String(error) };
  }
}
