import type { ButtonName, FormName } from '../../src/handlers/reply.ts';

/** What a button or form touches, and so who may use it. */
type Touches =
  /** What an agreement says: anybody who can talk to Accord. */
  | 'agreement'
  | 'log'
  /** A duty’s dates as the document gives them: anybody; what became of them: those who work under the agreement. */
  | 'dates'
  | 'duty'
  | 'reminder'
  | 'return'
  /** The asker’s own, whoever they are. */
  | 'own'
  | 'issue'
  /** What an administrator or the Director sets up. */
  | 'set-up';

/** Every button. A new one cannot be added without being placed here, and is attacked where it stands. */
const BUTTONS = {
  ask: 'agreement',
  'show-clause': 'agreement',
  'show-more': 'agreement',
  rate: 'agreement',
  share: 'agreement',
  'tell-keeper': 'agreement',
  'show-help': 'agreement',
  'benefit-form': 'log',
  'save-benefit': 'log',
  'show-benefit': 'log',
  'list-benefits': 'log',
  'benefit-file': 'log',
  'undo-benefit': 'log',
  'accept-benefit': 'log',
  'accept-amended': 'log',
  'decline-benefit': 'log',
  'verify-benefit': 'log',
  'amend-benefit': 'log',
  'withdraw-benefit': 'log',
  'approve-protocol': 'log',
  'withdraw-approval': 'log',
  'list-duties': 'dates',
  'show-programme': 'dates',
  'show-duty': 'duty',
  'done-duty': 'duty',
  'snooze-duty': 'duty',
  'hand-over-duty': 'duty',
  'reopen-duty': 'duty',
  'raise-duty': 'duty',
  'settle-duty': 'duty',
  'reminder-form': 'reminder',
  'save-reminder': 'reminder',
  'list-reminders': 'reminder',
  'cancel-reminder': 'reminder',
  'return-form': 'return',
  'show-returns': 'return',
  'show-calendar': 'own',
  'renew-calendar': 'own',
  'revoke-calendar': 'own',
  'bind-channel': 'set-up',
  'raise-issue': 'own',
  'raise-how': 'own',
  'not-now': 'own',
  'my-issues': 'own',
  'add-to-issue': 'issue',
  'withdraw-issue': 'issue',
  'show-issue': 'issue',
  'take-issue': 'issue',
  'pass-on-issue': 'issue',
  'hold-issue': 'issue',
  'close-issue': 'issue',
} as const satisfies Record<ButtonName, Touches>;

/** Every form, likewise. */
const FORMS = {
  'tell-keeper': 'agreement',
  'log-benefit': 'log',
  'suggest-benefit': 'log',
  'accept-amended': 'log',
  'decline-benefit': 'log',
  'amend-benefit': 'log',
  'withdraw-benefit': 'log',
  'complete-duty': 'duty',
  'snooze-duty': 'duty',
  'hand-over-duty': 'duty',
  'reopen-duty': 'duty',
  'raise-duty': 'duty',
  'settle-duty': 'duty',
  'own-reminder': 'reminder',
  'submit-return': 'return',
  'bind-channel': 'set-up',
  'raise-issue': 'own',
  'add-to-issue': 'issue',
  'pass-on-issue': 'issue',
} as const satisfies Record<FormName, Touches>;

/** The buttons that touch this. */
export const buttonsOf = (wanted: Touches): string[] => namesOf(BUTTONS, wanted);
/** The forms that touch this. */
export const formsOf = (wanted: Touches): string[] => namesOf(FORMS, wanted);

function namesOf(table: Readonly<Record<string, Touches>>, wanted: Touches): string[] {
  return Object.entries(table).flatMap(([name, touches]) => (touches === wanted ? [name] : []));
}
