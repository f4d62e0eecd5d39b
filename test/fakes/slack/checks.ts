/** Slack's documented refusals, written down apart from the adapter's own limits: https://docs.slack.dev/reference/block-kit/blocks */
type Json = { readonly [key: string]: unknown };

const MESSAGE_KINDS = new Set([
  "markdown",
  "table",
  "actions",
  "context",
  "context_actions",
  "header",
  "section",
  "rich_text",
  "image",
  "divider",
]);
const VIEW_KINDS = new Set([
  "actions",
  "context",
  "header",
  "section",
  "rich_text",
  "image",
  "divider",
  "input",
]);

/** What is wrong with a message, as Slack names it, or null. */
export function messageFault(message: Json): string | null {
  const blocks = (message.blocks ?? []) as readonly Json[];
  const text = message.text;
  if (blocks.length === 0 && (typeof text !== "string" || text === "")) return "no_text";
  if (typeof text === "string" && text.length > 40_000) return "msg_too_long";
  if (blocks.length > 50) return "invalid_blocks";
  if (JSON.stringify(blocks).length > 13_200) return "msg_blocks_too_long";
  if (blocks.filter((block) => block.type === "table").length > 1) return "invalid_attachments";
  const markdown = blocks
    .filter((block) => block.type === "markdown")
    .map((block) => String(block.text));
  if (markdown.join("").length > 12_000) return "msg_blocks_too_long";
  return blocksFault(blocks, MESSAGE_KINDS);
}

/** What is wrong with a view, or null. */
export function viewFault(view: Json): string | null {
  const blocks = (view.blocks ?? []) as readonly Json[];
  if (blocks.length > 100) return "invalid_arguments";
  if (view.type === "modal") {
    for (const part of ["title", "submit", "close"]) {
      const text = (view[part] as Json | undefined)?.text;
      if (part === "title" && text === undefined) return "invalid_arguments";
      if (text !== undefined && !isBetween(text, 1, 24)) return "invalid_arguments";
    }
    if (blocks.some((block) => block.type === "input") && !view.submit) return "invalid_arguments";
  }
  if (String(view.private_metadata ?? "").length > 3_000) return "invalid_arguments";
  return blocksFault(blocks, VIEW_KINDS) && "invalid_arguments";
}

function blocksFault(blocks: readonly Json[], kinds: ReadonlySet<string>): string | null {
  const ids = blocks.map((block) => block.block_id).filter((id) => id !== undefined);
  const actionIds = blocks
    .flatMap((block) => ((block.elements ?? []) as Json[]).map((element) => element.action_id))
    .filter(Boolean);
  const areUnique =
    new Set(ids).size === ids.length && new Set(actionIds).size === actionIds.length;
  const areFine = blocks.every((block) => kinds.has(String(block.type)) && isFine(block));
  return areUnique && areFine ? null : "invalid_blocks";
}

function isFine(block: Json): boolean {
  if (block.block_id !== undefined && !isBetween(block.block_id, 1, 255)) return false;
  switch (block.type) {
    case "markdown":
      return isBetween(block.text, 1, 12_000);
    case "header":
      return isPlain(block.text, 150);
    case "context":
      return hasItems(block.elements, 1, 10, (element) => isBetween(element.text, 1, 3_000));
    case "actions":
      return hasItems(block.elements, 1, 25, isAction);
    case "context_actions":
      return hasItems(block.elements, 1, 5, isThumbs);
    case "table":
      return hasRows(block);
    case "rich_text":
      return hasItems(block.elements, 1, 500, isRich);
    case "image":
      return (
        isBetween(block.alt_text, 1, 2_000) &&
        (block.slack_file === undefined) !== (block.image_url === undefined)
      );
    case "input":
      return isPlain(block.label, 2_000) && isInput(block.element as Json);
    default:
      return true;
  }
}

function isButton(element: Json): boolean {
  return (
    element.type === "button" &&
    isPlain(element.text, 75) &&
    isBetween(element.action_id, 1, 255) &&
    isBetween(element.value, 1, 2_000) &&
    isBetween(element.accessibility_label, 1, 75) &&
    (element.style === undefined || element.style === "primary" || element.style === "danger")
  );
}

function isAction(element: Json): boolean {
  if (!isBetween(element.action_id, 1, 255)) return false;
  switch (element.type) {
    case "static_select":
      return (
        isPlain(element.placeholder, 150) &&
        (element.options === undefined) !== (element.option_groups === undefined) &&
        (element.option_groups === undefined
          ? hasItems(element.options, 1, 100, isOption)
          : hasItems(element.option_groups, 1, 100, isGroup))
      );
    case "overflow":
      return hasItems(element.options, 1, 5, isOption);
    default:
      return isButton(element);
  }
}

function isGroup(group: Json): boolean {
  return isPlain(group.label, 75) && hasItems(group.options, 1, 100, isOption);
}

function isOption(option: Json): boolean {
  return (
    isPlain(option.text, 75) &&
    isBetween(option.value, 1, 75) &&
    (option.description === undefined || isPlain(option.description, 75))
  );
}

/** https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
function isThumbs(element: Json): boolean {
  const isHalf = (half: Json) =>
    isPlain(half.text, 75) &&
    isBetween(half.value, 1, 2_000) &&
    isBetween(half.accessibility_label, 1, 75);
  return (
    element.type === "feedback_buttons" &&
    isBetween(element.action_id, 1, 255) &&
    isHalf(element.positive_button as Json) &&
    isHalf(element.negative_button as Json)
  );
}

function isInput(element: Json): boolean {
  if (element.type === "plain_text_input") return true;
  return element.type === "radio_buttons" && hasItems(element.options, 1, 10, isOption);
}

function isRich(element: Json): boolean {
  if (element.type === "rich_text_list") return hasItems(element.elements, 1, 500, isRich);
  return hasItems(
    element.elements,
    1,
    5_000,
    (leaf) => leaf.type === "text" && isBetween(leaf.text, 1, 40_000),
  );
}

function hasRows(block: Json): boolean {
  const rows = block.rows as readonly (readonly Json[])[];
  const length = JSON.stringify(
    rows.map((row) => row.map((cell) => cell.text ?? cell.elements)),
  ).length;
  return (
    rows.length >= 1 &&
    rows.length <= 100 &&
    length <= 10_000 &&
    rows.every((row) => row.length >= 1 && row.length <= 20 && row.length === rows[0]?.length) &&
    rows
      .flat()
      .every((cell) =>
        cell.type === "raw_text"
          ? isBetween(cell.text, 1, 10_000)
          : cell.type === "rich_text" && isFine(cell),
      )
  );
}

function isPlain(value: unknown, max: number): boolean {
  const object = value as Json | undefined;
  return object?.type === "plain_text" && isBetween(object.text, 1, max);
}

function isBetween(value: unknown, min: number, max: number): boolean {
  return typeof value === "string" && value.length >= min && value.length <= max;
}

function hasItems(
  value: unknown,
  min: number,
  max: number,
  isItem: (item: Json) => boolean,
): boolean {
  return (
    Array.isArray(value) &&
    value.length >= min &&
    value.length <= max &&
    value.every((item) => isItem(item as Json))
  );
}

/** What is wrong with message metadata, or null: flat values only. */
export function metadataFault(metadata: unknown): string | null {
  if (metadata === undefined) return null;
  const { event_type, event_payload } = metadata as Json;
  const isFlat = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);
  if (!isBetween(event_type, 1, 255) || typeof event_payload !== "object" || event_payload === null)
    return "invalid_metadata_format";
  return Object.values(event_payload).every(isFlat) ? null : "invalid_metadata_format";
}
