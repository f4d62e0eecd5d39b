import { type Answers, OPTIONS, type Option } from "../advice/questions.ts";
import { STRATEGIES } from "../advice/strategies.ts";
import { say, type WordingContext } from "../dialogue/dependencies.ts";
import { describeAnswers } from "../dialogue/describe.ts";
import { type MapCell, mapCells } from "./map-cells.ts";
import { fitLines, textWidth } from "./measure.ts";
import { INK, LINE, PANEL, QUIET_INK, STRATEGY_COLOURS } from "./palette.ts";
import { ICON_SIZE, strategyIcon } from "./strategy-icon.ts";
import { element, svgDocument, textLine, textLines } from "./svg.ts";

const WIDTH = 1200;
const MARGIN = 40;
const LEFT = 170;
const GAP = 10;
const CELL = { width: (WIDTH - 2 * MARGIN - LEFT - 20) / 4, height: 92 };
const PANEL_HEAD = 58;
const PANEL_HEIGHT = PANEL_HEAD + 3 * (CELL.height + GAP) + 8;

/** The decision map for these answers as SVG: amount of data across, closeness upwards, a panel for each compute level. */
export function drawMap(words: WordingContext, answers: Answers): string {
  const places = mapCells(answers);
  const head = drawHead(words, answers);
  const panels = OPTIONS.compute.map((compute, index) =>
    drawPanel(
      words,
      compute,
      places.filter((place) => place.compute === compute),
      head.height + index * (PANEL_HEIGHT + 16),
    ),
  );
  const legendTop = head.height + 3 * (PANEL_HEIGHT + 16) + 14;
  const legend = drawLegend(words, places, legendTop);
  return svgDocument(WIDTH, legend.bottom, head.content + panels.join("") + legend.content);
}

function drawHead(
  words: WordingContext,
  answers: Answers,
): { readonly content: string; readonly height: number } {
  const facts = describeAnswers(words, answers);
  const lead =
    facts === "" ? say(words, "pictures:map.lead") : say(words, "pictures:map.facts", { facts });
  const lines = fitLines(lead, WIDTH - 2 * MARGIN, 26, "regular");
  const top = 116 + lines.length * 36;
  const columns = OPTIONS.data.map((data, index) =>
    textLine(
      say(words, `flow:options.data.${data}.label`),
      columnX(index) + CELL.width / 2,
      top + 34,
      {
        size: 26,
        weight: "bold",
        fill: INK,
        anchor: "middle",
      },
    ),
  );
  const content = [
    textLine(say(words, "pictures:map.title"), MARGIN, 78, { size: 46, weight: "bold", fill: INK }),
    textLines(lines, MARGIN, 124, { size: 26, weight: "regular", fill: QUIET_INK }, 36),
    textLine(say(words, "pictures:map.axes"), MARGIN, top + 34, {
      size: 26,
      weight: "regular",
      fill: QUIET_INK,
    }),
    ...columns,
  ];
  return { content: content.join(""), height: top + 52 };
}

function drawPanel(
  words: WordingContext,
  compute: Option<"compute">,
  places: readonly MapCell[],
  top: number,
): string {
  const label = say(words, `flow:options.compute.${compute}.label`);
  const title = say(words, "pictures:map.compute", { level: label });
  const titleWidth = textWidth(title, 30, "bold");
  const cells = places.map((place) => drawPlace(words, place, top));
  const marked = places.filter(({ mark }) => mark !== null);
  return [
    element("rect", {
      x: MARGIN - 16,
      y: top,
      width: WIDTH - 2 * MARGIN + 32,
      height: PANEL_HEIGHT,
      rx: 16,
      fill: PANEL,
    }),
    textLine(title, MARGIN, top + 40, { size: 30, weight: "bold", fill: INK }),
    textLine(
      say(words, `flow:options.compute.${compute}.about`),
      MARGIN + titleWidth + 20,
      top + 40,
      {
        size: 24,
        weight: "regular",
        fill: QUIET_INK,
      },
    ),
    ...OPTIONS.similarity.map((similarity, row) =>
      textLine(
        say(words, `flow:options.similarity.${similarity}.label`),
        MARGIN,
        rowY(top, row) + CELL.height / 2 + 10,
        { size: 28, weight: "bold", fill: INK },
      ),
    ),
    ...cells,
    ...marked.map((place) => drawMark(words, place, top)),
  ].join("");
}

function drawPlace(
  words: WordingContext,
  { data, similarity, strategy }: MapCell,
  top: number,
): string {
  const x = columnX(OPTIONS.data.indexOf(data));
  const y = rowY(top, OPTIONS.similarity.indexOf(similarity));
  const { ground, line } = STRATEGY_COLOURS[strategy];
  const textLeft = x + ICON_SIZE + 26;
  const lines = fitLines(
    say(words, `pictures:short.${strategy}`),
    CELL.width - ICON_SIZE - 34,
    26,
    "bold",
  );
  const first = y + CELL.height / 2 + 10 - (lines.length - 1) * 16;
  return [
    element("rect", {
      x,
      y,
      width: CELL.width,
      height: CELL.height,
      rx: 10,
      fill: ground,
      stroke: LINE,
      "stroke-width": 2,
    }),
    strategyIcon(strategy, x + 14, y + (CELL.height - ICON_SIZE) / 2),
    textLines(lines, textLeft, first, { size: 26, weight: "bold", fill: line }, 32),
  ].join("");
}

function drawMark(words: WordingContext, { data, similarity, mark }: MapCell, top: number): string {
  const x = columnX(OPTIONS.data.indexOf(data));
  const y = rowY(top, OPTIONS.similarity.indexOf(similarity));
  const yours = mark === "yours";
  const frame = element("rect", {
    x: x - 3,
    y: y - 3,
    width: CELL.width + 6,
    height: CELL.height + 6,
    rx: 12,
    fill: "none",
    stroke: INK,
    "stroke-width": yours ? 7 : 4,
    "stroke-dasharray": yours ? "none" : "10 8",
  });
  return yours ? frame + drawTag(say(words, "pictures:map.you"), x + CELL.width + 3, y - 3) : frame;
}

/** A dark flag in the upper right corner of the person's place. */
function drawTag(text: string, right: number, top: number): string {
  const width = textWidth(text, 24, "bold") + 28;
  return (
    element("rect", { x: right - width, y: top - 14, width, height: 38, rx: 8, fill: INK }) +
    textLine(text, right - width / 2, top + 13, {
      size: 24,
      weight: "bold",
      fill: "#ffffff",
      anchor: "middle",
    })
  );
}

function drawLegend(
  words: WordingContext,
  places: readonly MapCell[],
  top: number,
): { readonly content: string; readonly bottom: number } {
  const shown = STRATEGIES.filter((id) => places.some(({ strategy }) => strategy === id));
  const half = (WIDTH - 2 * MARGIN) / 2;
  const entries = shown.map((strategy, index) => {
    const x = MARGIN + (index % 2) * half;
    const y = top + 44 + Math.floor(index / 2) * 60;
    return (
      strategyIcon(strategy, x, y) +
      textLine(say(words, `advice:strategies.${strategy}.name`), x + ICON_SIZE + 14, y + 31, {
        size: 24,
        weight: "regular",
        fill: INK,
      })
    );
  });
  const open = places.some(({ mark }) => mark === "possible");
  const key = say(words, open ? "pictures:map.legend_open" : "pictures:map.legend");
  const title = textLine(key, MARGIN, top + 20, { size: 24, weight: "regular", fill: QUIET_INK });
  const rows = Math.ceil(shown.length / 2);
  return { content: title + entries.join(""), bottom: top + 44 + rows * 60 + 16 };
}

function columnX(column: number): number {
  return MARGIN + LEFT + column * (CELL.width + GAP) - GAP;
}

function rowY(panelTop: number, row: number): number {
  return panelTop + PANEL_HEAD + row * (CELL.height + GAP);
}
