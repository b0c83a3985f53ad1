/** A subject line longer than this is cut by most readers of mail. */
export const SUBJECT_LONGEST = 150;

/** A message is never longer than this, in characters. */
export const TEXT_LONGEST = 50_000;

/** How long a mail server may take, in milliseconds: to be connected to, to greet, and to say nothing in between. */
export type Patience = { connecting: number; greeting: number; silent: number };
export const PATIENCE: Patience = { connecting: 10_000, greeting: 10_000, silent: 20_000 };
