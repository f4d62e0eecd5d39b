import type { PythonValue, Step } from "./plan.ts";

/** A value as Python source. */
export function literal(value: PythonValue | readonly string[]): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return numberLiteral(value);
  return `[${value.map((each) => literal(each)).join(", ")}]`;
}

/** Small rates in the way they are usually written: 1e-5. */
function numberLiteral(value: number): string {
  return value !== 0 && Math.abs(value) < 0.01 ? value.toExponential() : String(value);
}

/** `NAME = value` lines; the values are Python source. */
export function assignments(values: readonly (readonly [name: string, source: string])[]): string {
  return values.map(([name, source]) => `${name} = ${source}`).join("\n");
}

/** Steps by name as the source of a Python dictionary, one key a line. */
export function dictionary(steps: readonly (readonly [name: string, step: Step])[]): string {
  const entries = steps.map(([name, step]) => {
    const lines = Object.entries(step).map(
      ([key, value]) => `        "${key}": ${literal(value)},\n`,
    );
    const body = lines.length > 0 ? `\n${lines.join("")}    ` : "";
    return `    "${name}": {${body}},\n`;
  });
  return `{\n${entries.join("")}}`;
}
