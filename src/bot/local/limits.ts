/*
 * What the local chat page takes and keeps. It is for one machine, so these are there against accidents, not against crowds.
 */

/** Longest thing a person may say at once: Slack’s own limit for the text of a message. */
export const TEXT_AT_MOST = 40_000;

/** Longest value of one field of a dialog: twice what any dialog of ours asks for. */
export const VALUE_AT_MOST = 10_000;

/** Most fields of a dialog, and most entries of what a button carries. */
export const VALUES_AT_MOST = 50;

/** Longest id, address or name in a call from the page. */
export const NAME_AT_MOST = 300;

/** Messages kept for each conversation; the oldest make room. */
export const ENTRIES_AT_MOST = 200;

/** Dialogs that may stand open at once; the oldest can no longer be sent in. */
export const FORMS_AT_MOST = 100;

/** Pages that may listen at once. */
export const WATCHERS_AT_MOST = 64;

/** A page that listens hears something this often, so that a connection that died is noticed. */
export const KEEP_ALIVE_MS = 20_000;

/** A document that is handed over to be imported: the longest agreements with pictures in them are a few megabytes. */
export const DOCUMENT_BYTES_AT_MOST = 32 * 1024 * 1024;
