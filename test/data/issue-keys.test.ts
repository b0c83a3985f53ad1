import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIssueKeys, opaqueName, readKeys, readReference, referenceOf, SealBroken, writeKeys } from '../../src/data/issue-keys.ts';
import { makeBytes } from './bytes-of-tests.ts';

const bytes = makeBytes('keys');
const [OLD, NEW] = [bytes(32), bytes(32)];
const keys = makeIssueKeys([OLD], bytes);
const anyText = fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text));

describe('a sealed value', () => {
  it('opens to what was sealed, for the record it was sealed for, and shows nothing of it', () => {
    fc.assert(
      fc.property(anyText, fc.string(), (text, record) => {
        const sealed = keys.seal(text, record);
        expect(keys.open(sealed, record)).toBe(text);
        expect(sealed).toMatch(/^1\.[0-9a-f]{8}\.[\w-]+$/);
      }),
    );
  });

  it('is another each time, and of the same length whatever few words it holds', () => {
    const sealed = Array.from({ length: 50 }, () => keys.seal('"the same"', 'issue:words:a:b'));
    expect(new Set(sealed).size).toBe(50);
    expect(keys.seal('"yes"', 'r').length).toBe(keys.seal('"a longer sentence about leave"', 'r').length);
  });

  it('does not open for another record, nor with one character changed', () => {
    const sealed = keys.seal('"in confidence"', 'issue:words:a:b');
    expect(() => keys.open(sealed, 'issue:words:a:c')).toThrow(SealBroken);
    const body = sealed.lastIndexOf('.') + 1;
    fc.assert(
      fc.property(fc.integer({ min: body, max: sealed.length - 2 }), (at) => {
        const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
        expect(() => keys.open(changed, 'issue:words:a:b')).toThrow(SealBroken);
      }),
    );
    for (const cut of ['', '1', '1.', sealed.slice(0, body + 4), `2${sealed.slice(1)}`])
      expect(() => keys.open(cut, 'issue:words:a:b')).toThrow(SealBroken);
  });

  it('says which key is missing it, without naming a key', () => {
    const other = makeIssueKeys([NEW], bytes);
    expect(() => other.open(keys.seal('"x"', 'r'), 'r')).toThrow(expect.objectContaining({ code: 'no-key' }));
    expect(() => keys.open(keys.seal('"x"', 'r'), 's')).toThrow(expect.objectContaining({ code: 'seal-broken' }));
  });

  it('opens after the key was changed, as long as the old one is kept; new ones are sealed with the first', () => {
    const both = makeIssueKeys([NEW, OLD], bytes);
    const before = keys.seal('"x"', 'r');
    expect(both.open(before, 'r')).toBe('"x"');
    expect(both.isNewest(before)).toBe(false);
    const after = both.seal('"y"', 'r');
    expect(both.isNewest(after)).toBe(true);
    expect(makeIssueKeys([NEW], bytes).open(after, 'r')).toBe('"y"');
  });
});

describe('ACCORD_KEY', () => {
  it('is read as it is written, one key or several', () => {
    for (const held of [[OLD], [NEW, OLD]]) {
      const read = readKeys(writeKeys(held));
      expect(read.ok && read.keys.map((key) => key.toString('hex'))).toEqual(held.map((key) => Buffer.from(key).toString('hex')));
    }
    expect(readKeys(`${writeKeys([NEW])} , ${writeKeys([OLD])}`).ok).toBe(true);
  });

  it.each(['', 'secret', 'AAAA', `${'A'.repeat(43)}`.slice(1), `${'é'.repeat(44)}`, `${'A'.repeat(44)}=`, 'x,', `${'A'.repeat(88)}`])(
    'is refused, and not quoted, when it is no key: “%s”',
    (text) => {
      const read = readKeys(text);
      expect(read.ok).toBe(false);
      if (!read.ok && text.length > 3) expect(read.problem).not.toContain(text);
    },
  );
});

describe('a reference', () => {
  it('is the same for the same request, another for another, and in letters nobody mistakes', () => {
    const given = Array.from({ length: 2000 }, (_, at) => referenceOf('secret', `request ${at}`, 0));
    for (const one of given) expect(one).toMatch(/^E-[2-9A-HJ-NP-Z]{6}$/);
    expect(new Set(given).size).toBeGreaterThan(1995);
    expect(referenceOf('secret', 'request 7', 0)).toBe(given[7]);
    expect(referenceOf('secret', 'request 7', 1)).not.toBe(given[7]);
    expect(referenceOf('another secret', 'request 7', 0)).not.toBe(given[7]);
  });

  it('uses every letter about as often, so that none can be guessed sooner than another', () => {
    const letters = Array.from({ length: 4000 }, (_, at) => referenceOf('secret', String(at), 0).slice(2)).join('');
    const counts = new Map<string, number>();
    for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(32);
    for (const count of counts.values()) expect(Math.abs(count - 750)).toBeLessThan(160);
  });

  it.each([
    ['E-7QK2M9', 'E-7QK2M9'],
    ['e 7qk2m9 please', 'E-7QK2M9'],
    ['where is e7qk2m9?', 'E-7QK2M9'],
    ['E-7QK2M', null],
    ['everyone', null],
    ['E-OIL100', null],
  ])('is found in what people type: “%s”', (typed, found) => expect(readReference(typed)).toBe(found));
});

it('a name tells nothing and is one for each thing', () => {
  expect(opaqueName('secret', 'person', 'sam@dccg.example')).toMatch(/^[\w-]{22}$/);
  expect(opaqueName('secret', 'person', 'sam@dccg.example')).not.toBe(opaqueName('secret', 'issue', 'sam@dccg.example'));
  expect(opaqueName('secret', 'person', 'sam@dccg.example')).not.toBe(opaqueName('other', 'person', 'sam@dccg.example'));
});
