// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source, as they stand there
import type { Weakening } from './weakening.ts';

const REQUEST = 'src/handlers/benefit-request.ts';
const RULES = 'src/data/benefit-rules.ts';
const tests = 'forged-presses';
const AS_READER = 'const readable = mayRead(asking);\n  return readable.ok ? allowed({ asking }) : readable;';

/** What is looked at anew each time a button is pressed or a form is sent in. */
export const PRESSES: readonly Weakening[] = [
  {
    attack: 'a press or a form of a log that is not one’s own',
    weakened: 'who may read the log is not asked when an agreement’s id is carried',
    file: REQUEST,
    from: AS_READER,
    to: 'return allowed({ asking });',
    tests,
    red: 'carol, of another agreement or of none, presses any button and sends any form of the log in vain',
  },
  {
    attack: 'another agreement’s id',
    weakened: 'a post under any agreement is one under every other',
    file: RULES,
    from: 'secondmentsOn(person, today).some((held) => held.agreement === agreement.id);',
    to: 'secondmentsOn(person, today).some((held) => held.agreement !== `${agreement.id}?`);',
    tests,
    red: 'does nothing in the log of another',
  },
  {
    attack: 'a decision on a suggestion by somebody who may not',
    weakened: 'anybody who reads the log keeps it',
    file: RULES,
    from: '  if (!isKeeper(asking) && !(own && hasPost(asking)))',
    to: '  if (!isKeeper(asking) && !hasPost(asking))',
    tests,
    red: 'somebody of the agreement does what their role may not, in vain',
  },
  {
    attack: 'somebody else’s entry undone',
    weakened: 'whose entry it is is not looked at',
    file: RULES,
    from: 'if (made.by !== asking.person?.email)',
    to: "if (made.by === '')",
    tests,
    red: 'somebody of the agreement does what their role may not, in vain',
  },
  {
    attack: 'an entry verified by somebody who is no finance lead',
    weakened: 'everybody verifies for the first partner',
    file: RULES,
    from: 'const [organisation] = partnersLedBy(asking);',
    to: 'const organisation = asking.agreement.parties[0]?.id;',
    tests,
    red: 'somebody of the agreement does what their role may not, in vain',
  },
  {
    attack: 'guessed ids of entries',
    weakened: 'a number that is none is taken for the first entry',
    file: REQUEST,
    from: "const number = readNumber(value.n ?? '');",
    to: "const number = readNumber(value.n ?? '') ?? 1;",
    tests,
    red: 'ids that nothing was ever given open nothing',
  },
  {
    attack: 'guessed ids of protocols',
    weakened: 'the first protocol is taken where the one named is none',
    file: 'src/handlers/approve-protocol.ts',
    from: 'find((one) => one.id === value.p);',
    to: 'find((one) => one.id === value.p || one.id !== undefined);',
    tests,
    red: 'ids that nothing was ever given open nothing',
  },
  {
    attack: 'names of buttons and forms that every object has',
    weakened: 'a table of handlers is read without asking whether it holds the name',
    file: 'src/handlers/route.ts',
    from: 'return Object.hasOwn(table, name) ? table[name] : undefined;',
    to: 'return table[name];',
    tests,
    red: 'a button or form of no name that Accord uses does nothing',
  },
  {
    attack: 'a role claimed by a name in a profile',
    weakened: 'a Teams account is looked for by what it calls itself, too',
    file: 'src/bot/teams/read.ts',
    from: "asker: { platform: 'teams', id: sent.from.aadObjectId ?? sent.from.id, alsoKnownAs: sent.from.id },",
    to: "asker: { platform: 'teams', id: sent.from.aadObjectId ?? sent.from.id, alsoKnownAs: sent.from.role === 'user' ? '29:dora' : sent.from.id },",
    tests: 'claimed-roles',
    red: 'on Teams shows una nothing of a log',
  },
  {
    attack: 'a role claimed in words',
    weakened: 'an id in the text is taken for the writer’s',
    file: 'src/bot/slack/read.ts',
    from: "asker: { platform: 'slack', id: `${teamId}/${where.user}` },",
    to: "asker: { platform: 'slack', id: teamId + '/' + (act.is === 'said' ? (/U0[A-Z]+/.exec(act.text)?.[0] ?? where.user) : where.user) },",
    tests: 'claimed-roles',
    red: 'on Slack shows una nothing of a log',
  },
  {
    attack: 'an account that ends like another’s',
    weakened: 'what stands before a slash is left out on every platform',
    file: 'src/data/people.ts',
    from: "platform === 'slack' ? [id",
    to: "platform !== 'local' ? [id",
    tests: 'claimed-roles',
    red: 'an account that ends like another’s is not that person’s',
  },
];
