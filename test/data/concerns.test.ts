import { describe, expect, it } from 'vitest';
import { type Concern, concernsIn } from '../../src/data/concerns.ts';

describe('what a message may be besides', () => {
  it.each<[string, Concern[]]>([
    ['my team lead is putting in false mileage claims and I know it', ['wrongdoing']],
    ['I whistleblew last year and now my shifts are terrible', ['wrongdoing']],
    ['Where do I find the speak-up guardian', ['wrongdoing']],
    ['told to backdate the visit sheets before the inspection', ['wrongdoing']],
    ['they are covering it up', ['wrongdoing']],
    ['he gave the contract to his brother’s firm', ['wrongdoing']],
    ['asked to lie to the auditors', ['wrongdoing']],
    ['my boyfriend hit me again and I cannot face the office', ['abuse at home']],
    ['my ex keeps turning up at work', ['abuse at home']],
    ['MY HUSBAND WONT LET ME WORK LATE', ['abuse at home']],
    ['I am terrified of my wife finding out where the new office is', ['abuse at home']],
    ['need time off, injunction hearing on friday', ['abuse at home']],
    ['not safe at home, can I work in the office', ['abuse at home']],
    ['my wife is having a baby, how much leave do I get', []],
    ['my dad died on friday', []],
    ['my leave was refused', []],
    ['backdated pay has still not arrived', []],
    ['', []],
  ])('%s', (text, concerns) => expect([...concernsIn(text)]).toEqual(concerns));
});
