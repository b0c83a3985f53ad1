import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { protocolsOf } from '../../src/data/protocols.ts';
import { factsWith } from '../data/partnership-of-tests.ts';
import { knowledge } from '../handlers/front-door.ts';
import { buttonsOf, formsOf } from './buttons-and-forms.ts';
import { type Attacker, startUnderAttack, type UnderAttack } from './under-attack.ts';

/*
 * Buttons and forms as nobody was ever shown them: on Teams whoever holds a client can send any card’s data, so what a press or a form
 * carries proves nothing. Entry 1 of Darlington’s log is Dora’s, 2 is Sam’s suggestion, 3 was verified by Fiona.
 */

const SECRET = 'Quodlibetarian equipment store';
const PROTOCOL = protocolsOf(knowledge.partnership, knowledge.agreements.get('darlington')!)[0]!.id;
let accord: UnderAttack;
beforeEach(async () => {
  accord = await startUnderAttack();
  const { benefits } = accord.stores;
  const at = accord.clock.now();
  const dora = { by: 'dora@dbc.example', at };
  await benefits.add('darlington', { is: 'logged', facts: factsWith({ what: SECRET }), ...dora }, 'r1');
  await benefits.add('darlington', { is: 'suggested', facts: factsWith({ what: SECRET }), by: 'sam@dccg.example', at }, 'r2');
  await benefits.add('darlington', { is: 'logged', facts: factsWith({ what: SECRET }), ...dora }, 'r3');
  await benefits.addTo('darlington', 3, { is: 'verified', organisation: 'dbc', by: 'fiona@dbc.example', at }, 'r4');
});
afterEach(() => accord.stop());

/** Nothing that is kept changed, and nothing failed. */
async function unchanged(work: () => Promise<void>): Promise<void> {
  const before = await accord.records();
  await work();
  expect(await accord.records()).toEqual(before);
  expect(accord.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
}

const FILLED = {
  what: 'Forged',
  class: 'cashable',
  when: 'July to September 2015',
  amount: '1,000,000',
  reason: 'Forged',
};
const FACES = [
  [
    'Slack',
    (): Attacker => accord.slack,
    { carol: 'U0CAROL', una: 'U0UNA', nobody: 'U0NOBODY', sam: 'U0SAM', dora: 'U0DORA', fiona: 'U0FIONA' },
  ],
  [
    'Teams',
    (): Attacker => accord.teams,
    { carol: '29:carol', una: '29:una', nobody: '29:nobody', sam: '29:sam', dora: '29:dora', fiona: '29:fiona' },
  ],
] as const;

describe.each(FACES)('on %s', (_, face, people) => {
  const REFUSED = 'Only people who work under the Darlington memorandum today';

  it.each(['carol', 'una', 'nobody'] as const)(
    '%s, of another agreement or of none, presses any button and sends any form of the log in vain',
    async (who) => {
      await unchanged(async () => {
        for (const n of ['1', '2', '3', '99']) {
          const value = { a: 'darlington', n, p: PROTOCOL, f: 'csv', ...FILLED };
          for (const button of buttonsOf('log')) {
            const heard = await face().press(people[who], button, value);
            expect(heard, `${button} ${n}`).toContain(REFUSED);
            expect(heard, `${button} ${n}`).not.toMatch(/Quodlibetarian|12,400/);
          }
          for (const form of formsOf('log')) {
            const heard = await face().submit(people[who], form, FILLED, { a: 'darlington', n });
            expect(heard, `${form} ${n}`).toContain(REFUSED);
            expect(heard, `${form} ${n}`).not.toMatch(/Quodlibetarian|12,400/);
          }
        }
      });
    },
  );

  it('somebody of the agreement does what their role may not, in vain', async () => {
    const only = 'Only the Director of Commissioning or a named deputy';
    const lead = 'Only a finance lead of a partner verifies an entry';
    await unchanged(async () => {
      for (const [button, n, refused] of [
        ['accept-benefit', '2', only],
        ['accept-amended', '2', only],
        ['decline-benefit', '2', only],
        ['amend-benefit', '1', only],
        ['withdraw-benefit', '1', only],
        ['undo-benefit', '1', 'Only whoever made an entry can undo it'],
        ['verify-benefit', '1', lead],
        ['approve-protocol', '1', 'Only the finance lead of each partner can approve a protocol'],
      ] as const)
        expect(await face().press(people.sam, button, { a: 'darlington', n, p: PROTOCOL, way: 'log', ...FILLED }), button).toContain(
          refused,
        );
      for (const [form, n] of [
        ['log-benefit', '1'],
        ['accept-amended', '2'],
        ['decline-benefit', '2'],
        ['amend-benefit', '1'],
        ['withdraw-benefit', '1'],
      ] as const)
        expect(await face().submit(people.sam, form, FILLED, { a: 'darlington', n, way: 'log' }), form).toContain(only);
      expect(await face().press(people.dora, 'verify-benefit', { a: 'darlington', n: '1' })).toContain(lead);
      expect(await face().press(people.dora, 'approve-protocol', { a: 'darlington', p: PROTOCOL })).toContain('Only the finance lead');
      expect(await face().press(people.fiona, 'withdraw-benefit', { a: 'darlington', n: '1' })).toContain(only);
    });
  });

  it('the Director of one agreement does nothing in the log of another', async () => {
    await unchanged(async () => {
      for (const button of buttonsOf('log'))
        expect(await face().press(people.dora, button, { a: 'derby', n: '1', p: PROTOCOL, ...FILLED }), button).toContain(
          'Only people who work under the Derby',
        );
      for (const form of formsOf('log'))
        expect(await face().submit(people.dora, form, FILLED, { a: 'derby', n: '1' }), form).toContain(
          'Only people who work under the Derby',
        );
      // Their own entry’s number, under the name of an agreement it is not in.
      expect(await face().press(people.carol, 'show-benefit', { a: 'derby', n: '1' })).toContain('has no entry B-0001');
    });
  });

  it('ids that nothing was ever given open nothing, and break nothing', async () => {
    const ids = [
      '',
      ' ',
      '0',
      '1.5',
      '1e0',
      '٣',
      '00000001',
      '1:00000001',
      '99999999999999999999',
      '../1',
      '1;',
      '%',
      '__proto__',
      'constructor',
      '\u0000',
    ];
    await unchanged(async () => {
      for (const n of ids.filter((id) => id !== '00000001')) {
        const heard = await face().press(people.dora, 'show-benefit', { a: 'darlington', n });
        expect(heard, n).toMatch(/has no entry/);
      }
      for (const a of [...ids, 'DARLINGTON', 'darlington ', 'darlington:00000001', 'darlington/../derby', 'toString', 'hasOwnProperty'])
        for (const button of ['show-benefit', 'list-benefits', 'benefit-file', 'verify-benefit', 'approve-protocol'])
          expect(await face().press(people.dora, button, { a, n: '1', p: PROTOCOL }), `${button} ${a}`).toContain(
            'That agreement is not held here any more',
          );
      for (const p of ['', 'derby', '2099-01-01', '__proto__', `${PROTOCOL} `])
        expect(await face().press(people.fiona, 'approve-protocol', { a: 'darlington', p }), p).toContain(
          'That protocol is not in the partnership file any more',
        );
    });
  });

  it('a button or form of no name that Accord uses does nothing', async () => {
    await unchanged(async () => {
      for (const name of ['constructor', '__proto__', 'toString', 'delete-everything', 'hasOwnProperty', 'submit-form ']) {
        expect(await face().press(people.dora, name, { a: 'darlington', n: '1' }), name).toContain('That button is out of date');
        expect(await face().submit(people.dora, name, FILLED, { a: 'darlington', n: '1' }), name).toContain('That button is out of date');
      }
    });
  });
});

describe('on the local page', () => {
  const call = async (verb: string, body: object) => {
    const response = await fetch(`http://localhost:${accord.port}/local/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: randomUUID(), ...body }),
    });
    return `${response.status} ${await response.text()}`;
  };
  const [dora, sam] = ['dora@dbc.example', 'sam@dccg.example'];
  const room = 'channel:darlington-team';

  it('somebody else’s message is not pressed on, and somebody else’s form is not sent in, though both know its id', async () => {
    const [asked, aside] = [randomUUID(), randomUUID()];
    await call('say', { id: asked, as: dora, room: 'alone', text: 'we saved £12,345 on the joint stair lifts last quarter' });
    await call('say', { id: aside, as: dora, room, text: '/accord B-0001' });
    await unchanged(async () => {
      const value = { a: 'darlington', n: '1' };
      // Nor does its owner press what does not stand on it: what a button carries is taken from what was drawn.
      for (const [where, entry, button] of [
        ['alone', `${asked}:answer`, 'save-benefit'],
        [room, `${aside}:answer`, 'withdraw-benefit'],
        [room, `${aside}:answer`, 'amend-benefit'],
      ] as const)
        for (const as of [sam, dora])
          expect(await call('press', { as, room: where, entry, button, value: as === sam ? value : { ...value, n: '3' } }), button).toMatch(
            /^409 /,
          );
      const opened = await call('press', { as: dora, room, entry: `${aside}:answer`, button: 'withdraw-benefit', value });
      const { id: form, card } = JSON.parse(opened.slice(4)).form;
      const data = { ...card.actions[0].data, 'field-reason': 'Forged' };
      expect(await call('submit', { as: sam, form, data })).toContain('no longer has this form open');
      expect(await call('submit', { as: dora, form: randomUUID(), data })).toContain('no longer has this form open');
    });
  });
});
