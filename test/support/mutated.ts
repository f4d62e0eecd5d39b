import fc from "fast-check";
import { expect } from "vitest";

export const RUNS = { numRuns: 10_000 };

/** Values on which careless code trips: names of built-in members, texts that look like keys, odd numbers. */
const HOSTILE: readonly unknown[] = [
  null,
  "",
  " ",
  "-",
  "a/b",
  "T1/C1/-/U9",
  "\u0000",
  "\ud800",
  "constructor",
  "__proto__",
  0,
  -1,
  2 ** 53,
  1e308,
  true,
  [],
  {},
  [[]],
  { length: 3 },
  { toString: null, valueOf: null },
  JSON.parse('{"__proto__":{"id":"U9"}}'),
];

/** Anything that JSON can say. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Anything that a program can hold but a function. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  anyJson,
  fc.anything({ maxDepth: 2, withBigInt: true, withNullPrototype: true }),
);

/** A field and what becomes of it: it goes, is something else, or holds what stands elsewhere in the payload. */
type Change = {
  readonly at: number;
  readonly to: { readonly value: unknown } | { readonly from: number } | null;
};

/** Payloads in which up to four fields at any depth are deleted, replaced by `values` or filled from elsewhere. */
export function mutated(
  payloads: fc.Arbitrary<unknown>,
  values: fc.Arbitrary<unknown> = anyJson,
): fc.Arbitrary<unknown> {
  const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat(),
    to: fc.oneof(fc.constant(null), fc.record({ value: values }), fc.record({ from: fc.nat() })),
  });
  return fc
    .tuple(payloads, fc.array(change, { maxLength: 4 }))
    .map(([payload, changes]) => changes.reduce(withChange, payload));
}

/** Real payloads mutated, and now and then something that is none at all. */
export function payloads(
  real: readonly unknown[],
  values: fc.Arbitrary<unknown> = anyJson,
): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: mutated(fc.constantFrom(...real), values), weight: 9 },
    { arbitrary: values, weight: 1 },
  );
}

/**
 * Runs a property over 10,000 inputs. `read` checks what a decoder made of one and tells whether it understood it: a decoder
 * that refuses everything would keep every promise.
 */
export function understands<T>(
  inputs: fc.Arbitrary<T>,
  read: (input: T) => boolean,
  least = RUNS.numRuns / 50,
): void {
  let understood = 0;
  fc.assert(
    fc.property(inputs, (input) => {
      if (read(input)) understood += 1;
    }),
    RUNS,
  );
  expect(understood).toBeGreaterThan(least);
}

type Path = readonly string[];

function withChange(payload: unknown, { at, to }: Change): unknown {
  const paths = pathsOf(payload);
  const path = pick(paths, at);
  if (to === null) return replaced(payload, path, () => []);
  const value = "value" in to ? to.value : valueAt(payload, pick(paths, to.from));
  return replaced(payload, path, (name) => [[name, value]]);
}

function pick(paths: readonly Path[], at: number): Path {
  return paths[at % paths.length] ?? [];
}

/** The paths to all fields and members, outer ones first. */
function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    [name],
    ...pathsOf(each).map((path) => [name, ...path]),
  ]);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (each, name) => (each as Readonly<Record<string, unknown>>)[name],
    value,
  );
}

type Entry = readonly [name: string, value: unknown];

function replaced(value: unknown, path: Path, by: (name: string) => readonly Entry[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, each]): readonly Entry[] => {
    if (name !== first) return [[name, each]];
    return rest.length === 0 ? by(name) : [[name, replaced(each, rest, by)]];
  });
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

/** All texts in a payload. */
export function textsIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (each: unknown): void => {
    if (typeof each === "string") found.add(each);
    else if (typeof each === "object" && each !== null) Object.values(each).forEach(collect);
  };
  collect(value);
  return found;
}
