import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../src");

/** What each folder may import from the others; its own files always. Only the files beside the folders see all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  advice: [],
  text: ["advice"],
  core: ["advice", "text"],
  content: ["core", "advice", "text"],
  timing: [],
  store: ["timing", "core", "advice", "text"],
  recipes: ["core", "advice", "text"],
  pictures: ["core", "advice", "text"],
  adapters: ["timing", "core", "advice", "text"],
  office: ["store", "core", "advice", "text"],
};
/** Types alone carry no code: the ports between the outer folders are types. */
const TYPES_FROM: Readonly<Record<string, readonly string[]>> = {
  adapters: ["store"],
  pictures: ["adapters"],
};
const PURE = ["advice", "text", "core"];
const SDK = /^(@slack\/|discord\.js$|discord-api-types)/;

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
const room = (file: string) => (file.includes("/") ? (file.split("/")[0] ?? "") : "");
const isLocal = ({ from }: Import) => from.startsWith(".");
const target = ({ file, from }: Import) => relative(SOURCE, join(SOURCE, dirname(file), from));

test("imports point inwards", () => {
  const wrong = imports.filter(isLocal).filter((each) => {
    const own = room(each.file);
    const other = room(target(each));
    const allowed = MAY_IMPORT[own];
    if (own === other || allowed === undefined || allowed.includes(other)) return false;
    return !(each.typeOnly && TYPES_FROM[own]?.includes(other));
  });
  expect(wrong).toEqual([]);
});

test("the pure folders import no package and nothing of Node", () => {
  const wrong = imports.filter((each) => PURE.includes(room(each.file)) && !isLocal(each));
  expect(wrong).toEqual([]);
});

test("one platform's adapter never imports another's", () => {
  const platform = (path: string) => /^adapters\/([^/]+)\//.exec(path)?.[1];
  const wrong = imports.filter(isLocal).filter((each) => {
    const [own, other] = [platform(each.file), platform(target(each))];
    return own !== undefined && other !== undefined && own !== other;
  });
  expect(wrong).toEqual([]);
});

test("rendering and reading of events import SDK types alone", () => {
  const wrong = imports.filter(
    ({ file, from, typeOnly }) =>
      /\/(incoming|render|limits)\.ts$/.test(file) && SDK.test(from) && !typeOnly,
  );
  expect(wrong).toEqual([]);
});

test("the judge sees a wrong import", () => {
  const wrong: Import = { file: "advice/rules.ts", from: "../core/turn.ts", typeOnly: false };
  expect(MAY_IMPORT[room(wrong.file)]).not.toContain(room(target(wrong)));
});
