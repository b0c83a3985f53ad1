import { expect, it } from 'vitest';
import { asPlainText } from '../../src/bot/plain-text.ts';
import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import { openClauseFinder, tabulateClauses } from '../../src/data/find-clause.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { wordingHash } from '../../src/data/verbatim.ts';
import { makeReader } from '../../src/data/words.ts';
import { UNSEEN } from '../data/unseen-agreement.ts';
import { knowledge, openDoor } from './front-door.ts';

const NEW = 'A partner may end the agreement by giving six months’ notice in writing to the other.';

/** Notice was twelve months until a deed made it six, from a day on; or deleted it. */
async function doorWith(from: string, verbatim: string | null) {
  const variation = { replaces: '7', from, by: '11', verbatim, ...(verbatim === null ? {} : { hash: wordingHash(verbatim) }) };
  const agreement: AgreementRecord = { ...UNSEEN, variations: [variation] };
  const agreements = new Map([[agreement.id, agreement]]);
  const reader = makeReader(loadLexicon());
  const finder = openClauseFinder(tabulateClauses(agreements, knowledge.topics, reader), agreements, knowledge.topics, reader);
  const door = await openDoor({ agreements, finder });
  return async (text: string) => asPlainText(await door.say(text));
}

it('an answer quotes the wording in force on the day, and says by which paragraph', async () => {
  const ask = await doorWith('2025-04-01', NEW);
  const answer = await ask('how much notice does northmoor ask for?');
  expect(answer).toContain('six months’ notice');
  expect(answer).not.toContain('twelve months');
  expect(answer).toContain('This is its wording since it was changed (11).');
  expect(await ask('what does 7 say in northmoor')).toContain('six months’ notice');
});

it('the wording of before until that day, with what is to come', async () => {
  const answer = await (await doorWith('2027-04-01', NEW))('how much notice does northmoor ask for?');
  expect(answer).toContain('twelve months');
  expect(answer).toContain('It is changed from 1 April 2027 (11).');
});

it('a clause that was deleted is cited no more', async () => {
  const ask = await doorWith('2025-04-01', null);
  const answer = await ask('how much notice does northmoor ask for?');
  expect(answer).toContain('Northmoor');
  expect(answer).not.toContain('twelve months');
  expect(await ask('what does 7 say in northmoor?')).toContain('has no paragraph numbered 7');
});
