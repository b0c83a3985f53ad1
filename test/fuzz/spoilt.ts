import fc from 'fast-check';

/** Texts that have broken programs before: other scripts and directions, halves of characters, control characters, markup, templates. */
export const HOSTILE = [
  '',
  '\0',
  '\ud800',
  '\u202e\u2066',
  'e\u0301\u0323',
  'İı',
  '٣١',
  '½²Ⅷ',
  '__proto__',
  'constructor',
  '#{7*7}',
  '{{x}}',
  '<!channel>',
  '<at>x</at>',
  '&#x110000;',
  '=1+1',
  '-0',
  '1e309',
  'NaN',
  '99999999999999999999',
  '../../etc/passwd',
  "'; DROP TABLE entries; --",
  '(((((((((((((((((((((((((((((((',
  'a'.repeat(5_000),
];

/** Any text: hostile ones, characters of all kinds, and words of the field in any order. */
export function anyText(words: readonly string[] = []): fc.Arbitrary<string> {
  const word = fc.constantFrom(...HOSTILE, ...words, ...words, ...words);
  const sentence = fc
    .array(word, { maxLength: 12 })
    .chain((all) => fc.constantFrom(' ', '', '\n', ', ', '\u00a0').map((between) => all.join(between)));
  return fc.oneof(sentence, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 }));
}

const anyValue = () =>
  fc.oneof(fc.constantFrom<unknown>(...HOSTILE, null, undefined, true, 0, -1, 1.5, [], {}, [[]]), fc.jsonValue({ maxDepth: 3 }));

/** One of these objects with some of its parts taken away or replaced by anything at all. */
export function spoiltObject(samples: readonly object[]): fc.Arbitrary<unknown> {
  const spoils = fc.array(fc.tuple(fc.nat(), anyValue(), fc.boolean()), { minLength: 1, maxLength: 3 });
  return fc.tuple(fc.constantFrom(...samples), spoils).map(([sample, all]) => {
    const copy = structuredClone(sample) as Record<string, unknown>;
    for (const [at, value, gone] of all) {
      const places = placesIn(copy);
      const place = places[at % Math.max(1, places.length)];
      if (place === undefined) continue;
      if (gone) delete place.holder[place.name];
      else place.holder[place.name] = value;
    }
    return copy;
  });
}

type Place = { holder: Record<string, unknown>; name: string };

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

/** Words as somebody might mean them, whole or spoilt, or any text at all. */
export function textLike(samples: readonly string[], words: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    spoiltText(samples),
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((all) => all.join(' ')),
    anyText(words),
  );
}

/** A text, whole or with pieces cut out, doubled or put in. */
export function spoiltText(samples: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.tuple(
    fc.constantFrom('cut', 'double', 'put in', 'end') as fc.Arbitrary<string>,
    fc.nat(),
    fc.nat({ max: 60 }),
    fc.constantFrom(...HOSTILE, ':', '- ', '  ', '\t', '"', '#', '&a', '*a', '|'),
  );
  return fc.tuple(fc.constantFrom(...samples), fc.array(cut, { maxLength: 4 })).map(([sample, cuts]) =>
    cuts.reduce((text, [how, at, length, piece]) => {
      const from = at % (text.length + 1);
      const [before, middle, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
      if (how === 'cut') return before + after;
      if (how === 'double') return before + middle + middle + after;
      return how === 'put in' ? before + piece + middle + after : before;
    }, sample),
  );
}

/** A file with bytes changed, left out or cut off. */
export function spoiltBytes(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 });
  return fc.tuple(fc.constantFrom(...samples), changes, fc.option(fc.nat(), { freq: 3 })).map(([sample, all, end]) => {
    const copy = Uint8Array.from(end === null ? sample : sample.subarray(0, end % (sample.length + 1)));
    for (const [at, byte] of all) if (copy.length > 0) copy[at % copy.length] = byte;
    return copy;
  });
}
