import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SAMPLE_PARTNERSHIP } from '../../../src/bot/config.ts';
import { castOf, channelsOf } from '../../../src/bot/local/cast.ts';
import { findPerson, holdersOf, secondmentsOn } from '../../../src/data/people.ts';
import { samplePartnership } from './run-local.ts';

const partnership = samplePartnership();
const text = readFileSync(SAMPLE_PARTNERSHIP, 'utf8');
const today = '2026-11-22';

describe('the sample partnership', () => {
  it('holds nobody real: addresses end .example, telephone numbers are kept for drama', () => {
    const addresses = text.match(/[\w.-]+@[\w.-]+\w/g)!.filter((address) => !address.includes('thread.tacv2'));
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
    expect((text.match(/\d{5} \d{6}/g) ?? []).filter((number) => !/^01632 960\d{3}$/.test(number))).toEqual([]);
  });

  it('has everybody one would want to be', () => {
    expect(holdersOf(partnership, 'director-of-commissioning', 'darlington', today).map((one) => one.name)).toEqual(['Dora Director']);
    for (const partner of ['dbc', 'dccg'])
      expect(holdersOf(partnership, `finance-lead:${partner}`, 'darlington', today), partner).toHaveLength(1);
    const sam = findPerson(partnership, { platform: 'teams', id: '29:sam' })!;
    expect(secondmentsOn(sam, today)).toMatchObject([{ home: ['dccg'], host: 'dbc', terms: 'seconded' }]);
    expect(findPerson(partnership, { platform: 'slack', id: 'T0DBC/U0UNA' })!.secondments).toEqual([]);
    for (const organisation of partnership.organisations) expect(organisation.employmentContacts, organisation.id).not.toEqual([]);
  });

  it('shows each with post and terms of employment, and who takes employment issues', () => {
    const of = (name: string) => castOf(partnership).find((person) => person.name.startsWith(name))!;
    expect(of('Sam')).toMatchObject({
      post: 'Commissioner',
      terms: 'Employed by Darlington Clinical Commissioning Group, seconded to Darlington Borough Council',
    });
    expect(of('Carol').terms).toBe('Employed by Derby City Council, working alongside Derby City Primary Care Trust');
    expect(of('Jo').terms).toBe('A joint post of Derby City Council and Derby City Primary Care Trust');
    expect(of('Hugo')).toMatchObject({ post: 'Employment contact', group: 'Darlington Clinical Commissioning Group' });
    expect(of('Una')).toMatchObject({ terms: 'In no secondment that Accord knows of' });
  });

  it('has a channel for each agreement and one for none', () => {
    expect(channelsOf(partnership, (id) => id)).toEqual([
      { id: 'darlington-team', name: 'Darlington team', agreement: 'darlington' },
      { id: 'derby-team', name: 'Derby team', agreement: 'derby' },
      { id: 'purbeck-team', name: 'Purbeck team', agreement: 'purbeck' },
      { id: 'corridor', name: 'Corridor (no agreement)', agreement: null },
    ]);
  });
});
