import { describe, expect, it } from 'vitest';
import { asMessage, textOf } from './front-door.ts';
import { DORA, openLogDoor } from './log-door.ts';

// Everything is said by the Director on 5 October 2015, to a log that holds £12,400 for July to September.
const door = await openLogDoor();
await door.log('we saved £12,400 on the joint equipment store last quarter');

/** What somebody said is taken for, with what was understood of it. */
async function taken(said: string): Promise<string> {
  const reply = await door.send(DORA, { is: 'said', text: said });
  if (reply.kind === 'form') return 'the form';
  const [heading = '', ...rest] = textOf(asMessage(reply)).split('\n');
  if (heading.startsWith('Nothing is saved yet')) {
    const shown = rest.filter((line) => /^(?:What|Class|Amount|When|Planned or actual|One-off or yearly): /.test(line));
    return ['told', ...shown.map((line) => line.replace(/^[^:]+: /, ''))].join(' | ');
  }
  if (heading.startsWith('B-0001, in the log')) return 'entry';
  if (/^The log of the .* has no entry/.test(heading)) return 'no such entry';
  const totals = /^(?:Nothing is in the log yet|£12,400 so far)(?:, ((?!of which).*?))?(?:, of which .*)?\.$/.exec(heading);
  if (totals) return ['totals', ...(totals[1] === undefined ? [] : [totals[1]])].join(' | ');
  return 'something else';
}

describe('a benefit that is told', () => {
  it.each([
    [
      'we saved £12,400 on the joint equipment store this quarter',
      'Joint equipment store | cashable | £12,400 | October to December 2015 | actual',
    ],
    ['Saved 3k on taxis in May', 'Taxis | cashable | £3,000 | May 2015 | actual'],
    ['the new rota saved us £850 a month', 'New rota | cashable | £850 | actual'],
    ['we’ve cut agency spend by £22,000 since April', 'Agency spend | cashable | £22,000 | 1 April to 5 October 2015 | actual'],
    [
      '£4,500 saved by sharing the minibus, July to September 2015',
      'Sharing the minibus | cashable | £4,500 | July to September 2015 | actual',
    ],
    ['we avoided 1.2m of capital works last year', 'Capital works | non-cashable | £1,200,000 | 2014/15 | actual'],
    ['avoided £9k of hospital admissions in Q1 2015/16', 'Hospital admissions | non-cashable | £9,000 | April to June 2015 | actual'],
    ['we freed up 40 hours of nurse time in August', '40 hours of nurse time | non-cashable | August 2015 | actual'],
    ['fewer falls in the care homes last quarter', 'Fewer falls in the care homes | non-financial | July to September 2015'],
    [
      'home visits are quicker since the teams moved in together',
      'Home visits are quicker since the teams moved in together | non-financial',
    ],
    ['the office move cost us £1,000 last month', 'Office move | disbenefit | £1,000 | September 2015 | actual'],
    ['we lost £300 on the cancelled training in June', 'Cancelled training | disbenefit | £300 | June 2015 | actual'],
    ['extra costs of £2,750 from the IT changeover in April 2015', 'IT changeover | disbenefit | £2,750 | April 2015'],
    ['we will save £30,000 a year from next April', 'cashable | £30,000 | planned | yearly'],
    ['we expect to save 15k on respite beds in 2016/17', 'Respite beds | cashable | £15,000 | 2016/17 | planned'],
    ['planned saving of £8,000 on lease cars next year', 'Lease cars | cashable | £8,000 | 2016/17 | planned'],
    ['log £200 saved on printing yesterday', 'Printing | cashable | £200 | 4 October 2015 | actual'],
    ['please record a saving of £1,250.50 on interpreters in July 2015', 'Interpreters | cashable | £1,250.50 | July 2015'],
    ['add to the log: £600 off the phone contract, one-off, June 2015', 'Phone contract | £600 | June 2015 | once'],
    ['note that the joint post saved us £14,000 this year', 'Joint post | cashable | £14,000 | 2015/16 | actual'],
    ['can you log that we saved £500 on venue hire last week', 'Venue hire | cashable | £500 | actual'],
    ['the shared reception saves £18,000 a year', 'Shared reception | cashable | £18,000 | yearly'],
    ['underspend of £5k on the equipment budget in Q2', 'Equipment budget | cashable | £5,000 | July to September 2015'],
    ['our joint procurement brought in £40,000 last year', 'Joint procurement | cashable | £40,000 | 2014/15 | actual'],
    ['we saved £500 or maybe £700', 'cashable | actual'],
    ['we saved time', 'Time | cashable | actual'],
  ])('“%s”', async (said, understood) => {
    expect(await taken(said)).toBe(`told | ${understood}`);
  });

  it.each(['benefit: £75 saved on postage in May 2015', 'benefit'])('“%s” opens the form', async (said) => {
    expect(await taken(said)).toBe('the form');
  });

  it.each(['can i log a benefit', 'I’d like to suggest a saving', 'log a benefit', 'new benefit'])('“%s” asks what it is', async (said) => {
    expect(await taken(said)).toBe('told');
  });
});

describe('a question to the log', () => {
  it.each([
    ['how much have we saved so far?', ''],
    ['how much have we saved this year', '2015/16'],
    ['how much did we save last year?', '2014/15'],
    ['what have we saved since April?', '1 April to 5 October 2015'],
    ['what’s the total for 2014/15', '2014/15'],
    ['total savings to date', ''],
    ['show me the log', ''],
    ['list the benefits for last quarter', 'July to September 2015'],
    ['benefits this year', '2015/16'],
    ['benefits since June 2015', '1 June to 5 October 2015'],
    ['non-cashable since April', 'non-cashable, 1 April to 5 October 2015'],
    ['just the non cashable ones since April', 'non-cashable, 1 April to 5 October 2015'],
    ['cashable in 2014/15', 'cashable, 2014/15'],
    ['and non-financial this year?', 'non-financial, 2015/16'],
    ['disbenefits last year', 'disbenefit, 2014/15'],
    ['quality benefits since April', 'non-financial, 1 April to 5 October 2015'],
    ['what have we lost this year?', 'disbenefit, 2015/16'],
    ['how much have we avoided since April?', 'non-cashable, 1 April to 5 October 2015'],
    ['benefits for the council', 'for Darlington Borough Council'],
    ['for Darlington CCG', 'for Darlington Clinical Commissioning Group'],
    ['for Darlington CCG since April', '1 April to 5 October 2015, for Darlington Clinical Commissioning Group'],
    ['what has the CCG got out of it so far?', 'for Darlington Clinical Commissioning Group'],
    ['how are we doing on savings?', ''],
    ['where are we on benefits', ''],
    ['what’s in the log?', ''],
    ['anything in the log for August 2015?', 'August 2015'],
    ['savings between April and June 2015', 'April to June 2015'],
    ['benefits from 1 April 2015 to 30 June 2015', 'April to June 2015'],
    ['this quarter’s savings', 'October to December 2015'],
    ['running total', ''],
    ['net position', ''],
  ])('“%s”', async (said, narrowed) => {
    expect(await taken(said)).toBe(['totals', ...(narrowed === '' ? [] : [narrowed])].join(' | '));
  });

  it.each([
    ['B-0001', 'entry'],
    ['show me B-0001', 'entry'],
    ['what happened to b-1?', 'entry'],
    ['B-0012', 'no such entry'],
  ])('“%s”: %s', async (said, as) => {
    expect(await taken(said)).toBe(as);
  });
});

describe('what only looks like it', () => {
  it.each([
    'who keeps the log of benefits?',
    'who decides how savings are shared?',
    'what does the agreement say about benefits',
    'are savings split equally?',
    'does the memorandum say what counts as a cashable benefit',
    'how are gains shared between the partners',
    'what happens if one partner loses out',
    'can the council keep all the savings?',
    'when must benefits be reported?',
    'do we have to share the costs of the move',
    'how much notice do we have to give?',
    'who pays for the building?',
    'my pay is £300 short this month',
    'I lost £200 because my overtime was not paid',
    'I lost my job share',
    'my accident cost me £1,000 and nobody cares',
    'we lost a good colleague last week',
    'thank you, that saved me a trip',
    'the cost of living is hard',
    'are vitamin b-12 injections paid for?',
    'last year',
  ])('“%s”', async (said) => {
    expect(await taken(said)).toBe('something else');
    expect(await door.entries()).toHaveLength(1);
  });
});
