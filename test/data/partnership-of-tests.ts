import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import { loadAgreements } from '../../src/data/agreements.ts';
import type { BenefitFacts } from '../../src/data/benefits.ts';
import { type Partnership, type Person, partnershipFile } from '../../src/data/partnership.ts';

const loaded = loadAgreements('src/data/agreements');
if (!loaded.ok) throw new Error('the bundled agreements do not load');

/** Every bundled agreement. */
export const all: readonly AgreementRecord[] = [...loaded.agreements.values()];
/** The Darlington memorandum: partners dbc and dccg. */
export const darlington: AgreementRecord = loaded.agreements.get('darlington')!;
/** The Derby agreement: three partners. */
export const derby: AgreementRecord = loaded.agreements.get('derby')!;

const post = (agreement: string, to?: string) => ({ agreement, home: ['dbc'], post: 'Post', from: '2014-09-01', ...(to ? { to } : {}) });

/** People for tests of who may do what: each role, someone who has left, and someone of another agreement. */
export const partnership: Partnership = partnershipFile.parse({
  organisations: [
    { id: 'dbc', name: 'Darlington Borough Council' },
    { id: 'dccg', name: 'Darlington CCG' },
  ],
  people: [
    { email: 'dora@dbc.example', name: 'Dora Director', roles: ['director-of-commissioning'], secondments: [post('darlington')] },
    { email: 'dev@dbc.example', name: 'Dev Deputy', roles: ['deputy'], secondments: [post('darlington')] },
    { email: 'old@dbc.example', name: 'Olive Old', roles: ['director-of-commissioning'], secondments: [post('darlington', '2015-03-31')] },
    { email: 'sam@dccg.example', name: 'Sam Secondee', secondments: [post('darlington', '2016-03-31')] },
    { email: 'fiona@dbc.example', name: 'Fiona Figures', roles: ['finance-lead:dbc'], secondments: [post('darlington')] },
    { email: 'fred@dccg.example', name: 'Fred Funds', roles: ['finance-lead:dccg'] },
    { email: 'carol@derby.example', name: 'Carol Colleague', roles: ['director-of-commissioning'], secondments: [post('derby')] },
  ],
  protocols: [
    { agreement: 'darlington', from: '2014-09-01', shares: { dccg: 40, dbc: 60 } },
    { agreement: 'darlington', from: '2015-10-01', shares: { dbc: 33.33, dccg: 66.67 } },
    { agreement: 'derby', from: '2014-09-01', shares: { 'derby-council': 50, 'derby-pct': 50 } },
  ],
});

/** The person of the tests’ partnership with this first name. */
export function named(name: string): Person {
  return partnership.people.find((one) => one.name.startsWith(`${name} `))!;
}

/** What an ordinary entry says, with changes. */
export function factsWith(changes: Partial<BenefitFacts> = {}): BenefitFacts {
  return {
    what: 'Joint equipment store',
    class: 'cashable',
    amountPence: 1_240_000,
    period: { from: '2015-07-01', to: '2015-09-30' },
    standing: 'actual',
    recurs: 'once',
    ...changes,
  };
}
