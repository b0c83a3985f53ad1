import type { ShortcutName } from '../../handlers/request.ts';

/*
 * Everything of Slack that Accord touches, each with the scope it needs. `manifest.json` asks for exactly these; a test holds the two
 * together both ways.
 */

/** Where Slack sends events, commands and presses. */
export const PATH = '/slack/events';

/** Events Accord is told of, by their names in the manifest. */
export const EVENTS = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  app_home_opened: null,
  member_joined_channel: 'channels:read',
} as const;

/** Scopes beside those of single events and methods: channels that are private, documents people send, and accounts by work e-mail. */
export const MORE_SCOPES = ['groups:read', 'files:read', 'users:read', 'users:read.email'] as const;

/** Slash commands. */
export const COMMANDS = { '/accord': 'commands' } as const;

/** Shortcuts, by their callback ids in the manifest: what each is to a handler, and whether Slack offers it everywhere or on a message. */
export const SHORTCUTS = {
  'log-benefit': { shortcut: 'log-benefit', type: 'global', scope: 'commands' },
  'raise-issue': { shortcut: 'raise-issue', type: 'global', scope: 'commands' },
  'log-benefit-from-message': { shortcut: 'log-benefit', type: 'message', scope: 'commands' },
} as const satisfies Readonly<Record<string, { shortcut: ShortcutName; type: 'global' | 'message'; scope: 'commands' }>>;

/** Methods of the Web API Accord calls. */
export const METHODS = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'views.open': null,
  'views.publish': null,
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
} as const;

export type Method = keyof typeof METHODS;

/** What the Messages tab suggests to somebody who opens it: four at the most, each no longer than a line. */
export const SUGGESTED_PROMPTS = [
  { title: 'How much notice is needed?', message: 'How much notice do we have to give to end the agreement?' },
  { title: 'When is the next review?', message: 'When are the arrangements reviewed?' },
  { title: 'Who is responsible for what?', message: 'What does each partner have to do?' },
  { title: 'What can I ask?', message: 'help' },
] as const;
