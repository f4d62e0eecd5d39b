import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../src");

/** The folders from the inside out. A file imports from its own folder and from those before it, types included. */
const INWARDS: Readonly<Record<string, readonly string[]>> = {
  advice: [],
  lib: [],
  nlu: ["advice", "lib"],
  dialogue: ["nlu", "advice", "lib"],
  knowledge: ["dialogue", "nlu", "advice", "lib"],
  store: ["dialogue", "nlu", "advice", "lib"],
  recipes: ["dialogue", "nlu", "advice", "lib"],
  pictures: ["dialogue", "nlu", "advice", "lib"],
  admin: ["store", "dialogue", "nlu", "advice", "lib"],
  runtime: ["admin", "store", "dialogue", "nlu", "advice", "lib"],
  adapters: ["runtime", "store", "dialogue", "nlu", "advice", "lib"],
  observability: ["adapters", "runtime", "store", "dialogue", "nlu", "advice", "lib"],
};
const PURE = ["advice", "nlu", "dialogue"];
const SDK = /^(@slack\/|discord\.js$|discord-api-types)/;
/** A folder with more files than this at one level is split by subject. */
const MOST_FILES = 15;

type Import = { readonly file: string; readonly from: string; readonly typeOnly: boolean };

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(SOURCE, file), "utf8");
  const found = text.matchAll(
    /^(?:import|export)\s(type\s)?[^;]*?from\s"([^"]+)"|^import\s"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...found].map((match) => ({
    file,
    from: match[2] ?? match[3] ?? match[4] ?? "",
    typeOnly: match[1] !== undefined,
  }));
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);
const imports = files.flatMap(importsOf);
const folder = (file: string) => (file.includes("/") ? (file.split("/")[0] ?? "") : "");
const isLocal = ({ from }: Import) => from.startsWith(".");
const target = ({ file, from }: Import) => relative(SOURCE, join(SOURCE, dirname(file), from));

function isInwards(each: Import): boolean {
  const [own, other] = [folder(each.file), folder(target(each))];
  const allowed = INWARDS[own];
  return own === other || allowed === undefined || allowed.includes(other);
}

/** A circle of imports that begins and ends at a file, or null. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | null => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return null;
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next);
      if (circle) return circle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = visit(file);
    if (circle) return circle;
  }
  return null;
}

test("imports point inwards, types included", () => {
  expect(imports.filter(isLocal).filter((each) => !isInwards(each))).toEqual([]);
});

test("no circle of imports, types included", () => {
  const graph = new Map(
    files.map((file) => [file, importsOf(file).filter(isLocal).map(target)] as const),
  );
  expect(circleIn(graph)).toBeNull();
});

test("the pure folders import no package and nothing of Node", () => {
  expect(imports.filter((each) => PURE.includes(folder(each.file)) && !isLocal(each))).toEqual([]);
});

test("one platform's adapter never imports another's", () => {
  const platform = (path: string) => /^adapters\/([^/]+)\//.exec(path)?.[1];
  const wrong = imports.filter(isLocal).filter((each) => {
    const [own, other] = [platform(each.file), platform(target(each))];
    return own !== other && own !== undefined && other !== undefined && other !== "shared";
  });
  expect(wrong).toEqual([]);
});

test("events and render import an SDK's types alone", () => {
  const wrong = imports.filter(
    ({ file, from, typeOnly }) =>
      /^adapters\/[^/]+\/(events|render)\//.test(file) && SDK.test(from) && !typeOnly,
  );
  expect(wrong).toEqual([]);
});

test("no folder is crowded, and no file is loose beside main.ts", () => {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  expect(files.filter((file) => !file.includes("/"))).toEqual(["main.ts"]);
});

test("the judges see a wrong import and a circle", () => {
  expect(isInwards({ file: "advice/rules.ts", from: "../dialogue/turn.ts", typeOnly: true })).toBe(
    false,
  );
  const circle = new Map([
    ["a", ["b"]],
    ["b", ["a"]],
  ]);
  expect(circleIn(circle)).toEqual(["a", "b", "a"]);
});
