/**
 * Slack's limits, in characters unless the name says otherwise. `PAYLOAD` is ours: messages above about 13,200 characters
 * are refused (https://github.com/slackapi/bolt-js/issues/2509), so one message stays below it with some room.
 */
export const LIMITS = {
  /** https://docs.slack.dev/reference/block-kit/blocks */
  MESSAGE_BLOCKS: 50,
  VIEW_BLOCKS: 100,
  PAYLOAD: 12_000,
  /** Ours: longer prose is divided into several blocks. */
  PROSE: 2_800,
  /** Slack cuts `text` above it: https://docs.slack.dev/reference/methods/chat.postMessage */
  TEXT: 40_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  HEADER: 150,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
  TEXT_OBJECT: 3_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/context-block */
  CONTEXT_ELEMENTS: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  ACTIONS_ELEMENTS: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  BUTTON_TEXT: 75,
  BUTTON_VALUE: 2_000,
  ACCESSIBILITY_LABEL: 75,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  OPTION_TEXT: 75,
  OPTION_DESCRIPTION: 75,
  /** 75 by @slack/types, 150 by others. */
  OPTION_VALUE: 75,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
  SELECT_OPTIONS: 100,
  PLACEHOLDER: 150,
  /** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
  OVERFLOW_OPTIONS: 5,
  /** action_id, block_id and callback_id. */
  ID: 255,
  /** https://docs.slack.dev/reference/block-kit/blocks/table-block: one table a message. */
  TABLE_ROWS: 100,
  TABLE_CELLS: 20,
  TABLE_TEXT: 10_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/image-block */
  ALT_TEXT: 2_000,
  /** https://docs.slack.dev/surfaces/modals */
  MODAL_TITLE: 24,
  PRIVATE_METADATA: 3_000,
  /** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts */
  SUGGESTED_PROMPTS: 4,
  /** https://docs.slack.dev/reference/methods/agents.sessions.setStatus */
  SESSION_TITLE: 200,
  /** https://docs.slack.dev/authentication/verifying-requests-from-slack */
  CLOCK_SKEW_MS: 5 * 60 * 1000,
} as const;
