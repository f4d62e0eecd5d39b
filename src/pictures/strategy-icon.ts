import type { Strategy } from "../advice/strategies.ts";
import { STRATEGY_COLOURS } from "./palette.ts";
import { element } from "./svg.ts";

/** How a layer of the little network is drawn: filled ones are trained. */
type Layer = "trained" | "frozen" | "second" | "added" | "new";

/** The layers of each strategyIcon from the head down. */
const LAYERS: { readonly [S in Strategy]: readonly Layer[] } = {
  feature_extraction: ["trained", "frozen", "frozen", "frozen"],
  partial_fine_tuning: ["trained", "trained", "frozen", "frozen"],
  lp_ft: ["trained", "second", "second", "second"],
  full_fine_tuning: ["trained", "trained", "trained", "trained"],
  peft_lora: ["added", "added", "added", "added"],
  prompting_rag: ["frozen", "frozen", "frozen", "frozen"],
  from_scratch: ["new", "new", "new", "new"],
  as_is: ["frozen", "frozen", "frozen", "frozen"],
  boosted_trees: ["new", "new", "new", "new"],
  continue_pretraining: ["second", "second", "second", "second"],
  other_method: ["new", "new", "new", "new"],
};

/** The side of the square that a strategyIcon takes. */
export const ICON_SIZE = 44;
const BAR = { width: 40, height: 8, gap: 4 };

/** A network of four layers that shows what a strategy trains; `x` and `y` are its upper left corner. */
export function strategyIcon(strategy: Strategy, x: number, y: number): string {
  const { line } = STRATEGY_COLOURS[strategy];
  const bars = LAYERS[strategy].map((layer, index) =>
    bar(layer, x + 2, y + index * (BAR.height + BAR.gap), line),
  );
  const extra = strategy === "prompting_rag" ? lens(x, y, line) : "";
  return bars.join("") + extra;
}

function bar(layer: Layer, x: number, y: number, line: string): string {
  const outline = { x, y, width: BAR.width, height: BAR.height, rx: 2, stroke: line };
  switch (layer) {
    case "trained":
      return element("rect", { ...outline, fill: line, "stroke-width": 2 });
    case "frozen":
      return element("rect", { ...outline, fill: "#ffffff", "stroke-width": 2 });
    case "second":
      return (
        element("rect", { ...outline, fill: "#ffffff", "stroke-width": 2 }) + stripes(x, y, line)
      );
    case "added":
      return (
        element("rect", { ...outline, width: BAR.width - 14, fill: "#ffffff", "stroke-width": 2 }) +
        element("rect", {
          x: x + BAR.width - 9,
          y: y - 1,
          width: 10,
          height: 10,
          rx: 2,
          fill: line,
        })
      );
    case "new":
      return element("rect", {
        ...outline,
        fill: "#ffffff",
        "stroke-width": 2,
        "stroke-dasharray": "4 3",
      });
  }
}

function stripes(x: number, y: number, line: string): string {
  return [4, 12, 20, 28]
    .map((at) => `M${x + at} ${y + BAR.height}l${BAR.height} ${-BAR.height}`)
    .map((path) => element("path", { d: path, stroke: line, "stroke-width": 3 }))
    .join("");
}

/** A magnifying glass over the untouched layers. */
function lens(x: number, y: number, line: string): string {
  return (
    element("path", {
      d: `M${x + 32} ${y + 32}l9 10`,
      stroke: line,
      "stroke-width": 5,
      "stroke-linecap": "round",
    }) +
    element("circle", {
      cx: x + 24,
      cy: y + 23,
      r: 12,
      fill: "#ffffff",
      stroke: line,
      "stroke-width": 4,
    })
  );
}
