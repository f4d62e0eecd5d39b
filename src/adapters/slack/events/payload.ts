/** The value at a path of unknown JSON, or undefined. Platform payloads are read through this, never trusted. */
export function at(json: unknown, ...path: readonly (string | number)[]): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

/** The non-empty string at a path, or null. */
export function textAt(json: unknown, ...path: readonly (string | number)[]): string | null {
  const value = at(json, ...path);
  return typeof value === "string" && value !== "" ? value : null;
}

/** The list at a path, or an empty one. */
export function listAt(json: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = at(json, ...path);
  return Array.isArray(value) ? value : [];
}
