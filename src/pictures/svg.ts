import type { Weight } from "./measure.ts";

type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element; attributes in the order given. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(String(value))}"`,
  );
  return content === ""
    ? `<${name}${written.join("")}/>`
    : `<${name}${written.join("")}>${content}</${name}>`;
}

/** How a text looks. `anchor` is the horizontal place of `x` in it. */
export type TextStyle = {
  readonly size: number;
  readonly weight: Weight;
  readonly fill: string;
  readonly anchor?: "start" | "middle" | "end";
};

/** One line of text; `y` is its baseline. */
export function textLine(text: string, x: number, y: number, style: TextStyle): string {
  const { size, weight, fill, anchor = "start" } = style;
  const attributes = {
    x: round(x),
    y: round(y),
    "font-size": size,
    "font-weight": weight === "bold" ? 700 : 400,
    fill,
    "text-anchor": anchor,
  };
  return element("text", attributes, escapeXml(text));
}

/** Lines one below the other; `y` is the first baseline. */
export function textLines(
  lines: readonly string[],
  x: number,
  y: number,
  style: TextStyle,
  lineHeight: number,
): string {
  return lines.map((line, index) => textLine(line, x, y + index * lineHeight, style)).join("");
}

/** A whole picture on a white card. */
export function svgDocument(width: number, height: number, content: string): string {
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height: Math.ceil(height),
    viewBox: `0 0 ${width} ${Math.ceil(height)}`,
    "font-family": "Noto Sans JP",
  };
  const card = element("rect", { width: "100%", height: "100%", fill: "#ffffff" });
  return element("svg", attributes, card + content);
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
