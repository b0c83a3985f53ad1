/*
 * What Slack takes, from its reference at docs.slack.dev as of November 2026. A message that breaks one of these is refused whole, so the
 * renderer keeps to all of them. Lengths are counted as JavaScript counts them, which is never less than Slack does.
 */

/** reference/block-kit/blocks: blocks in one message, and in a modal or a Home tab. */
export const BLOCKS_IN_MESSAGE = 50;
export const BLOCKS_IN_VIEW = 100;

/** reference/block-kit/composition-objects/text-object: one text. Slack publishes no limit for rich text, so the same is kept to there. */
export const TEXT = 3000;
/** reference/block-kit/blocks/header-block. */
export const HEADER = 150;
/** reference/block-kit/blocks/actions-block: buttons in one row of them. */
export const BUTTONS_IN_ROW = 25;
/** Not Slack’s limit, ours: rows of buttons under one message. */
export const ROWS_OF_BUTTONS = 4;
/** reference/block-kit/block-elements/button-element. */
export const BUTTON_LABEL = 75;
export const BUTTON_VALUE = 2000;
/** reference/block-kit/blocks/table-block: one table in a message, and none in a view. */
export const TABLE_ROWS = 100;
export const TABLE_COLUMNS = 20;
export const TABLES_IN_MESSAGE = 1;

/** Not published: messages whose blocks hold more than about 13,000 characters come back as `msg_blocks_too_long`. Kept well below. */
export const CHARACTERS_IN_BLOCKS = 12_000;
/** reference/methods/chat.postMessage: the `text` beside the blocks should stay under 4,000 characters. Escaping comes on top. */
export const NOTIFICATION = 3000;

/** reference/block-kit/blocks/image-block: the description of a picture. Uploading takes no longer than 1,000 characters of it. */
export const PICTURE_DESCRIPTION = 1000;
/** Not Slack’s limit, ours: a chart weighs a hundredth of it. */
export const PICTURE_BYTES = 5 * 1024 * 1024;

/** Not Slack’s limit, ours: the log of a hundred thousand entries is half of it. */
export const FILE_BYTES = 100 * 1024 * 1024;

/** reference/views/modal-views. */
export const MODAL_TITLE = 24;
export const MODAL_METADATA = 3000;
/** reference/block-kit/blocks/input-block: label and hint. */
export const FIELD_LABEL = 2000;
/** reference/block-kit/block-elements/plain-text-input-element: `max_length`. */
export const FIELD_TEXT = 3000;
/** reference/block-kit/block-elements/select-menu-element and composition-objects/option-object. */
export const OPTIONS = 100;
export const OPTION_LABEL = 75;
export const OPTION_VALUE = 150;
/** reference/block-kit: `block_id` and `action_id`. */
export const IDENTIFIER = 255;

/** reference/methods/assistant.threads.setSuggestedPrompts. */
export const SUGGESTED_PROMPTS_AT_MOST = 4;
