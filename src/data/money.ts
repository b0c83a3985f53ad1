/**
 * Money is a whole number of pence, negative for a loss: never a fraction, so that sums are exact.
 */
export type Pence = number;

/** The largest amount the log takes, in pence: £10,000,000,000. A number holds sums exactly up to nine thousand times as much. */
export const MOST_PENCE = 1_000_000_000_000;

/** What was read of a text a person wrote: the value, or one plain sentence to show at the field. */
export type Read<T> = { ok: true; value: T } | { ok: false; problem: string };

/** No amount is longer; what is, is cut there and refused. */
const LONGEST = 60;
const EXAMPLE = 'such as 12,400 or 12,400.50';
const SCALES: Record<string, bigint> = {
  k: 1_000n,
  thousand: 1_000n,
  m: 1_000_000n,
  mn: 1_000_000n,
  million: 1_000_000n,
  bn: 1_000_000_000n,
  billion: 1_000_000_000n,
};
const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+`;
const SCALE = 'thousand|million|billion|mn|bn|k|m';
const AMOUNT = new RegExp(`^(?<minus>-)?(?:£|gbp )?(?<number>${NUMBER}) ?(?<scale>${SCALE})?(?: ?(?:pounds?|gbp|quid))?$`);
const PENCE_ALONE = /^(?<minus>-)?(?<number>\d+) ?(?:p|pence|penny)$/;
const FOREIGN = /[€$¥₹]|\b(?:usd|eur|euros?|dollars?|cents?|yen|aud|cad|chf|francs?|rupees?)\b/;
const NUMBER_WORDS =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half)\b/;

/**
 * `£12,400`, `£12,400.50`, `-£300`: pence only where there are any.
 * @throws RangeError when it is not a whole number of pence
 */
export function writeMoney(pence: Pence): string {
  if (!Number.isSafeInteger(pence)) throw new RangeError('Money is a whole number of pence');
  const size = Math.abs(pence);
  const pounds = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = size % 100;
  return `${pence < 0 ? '-' : ''}£${pounds}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
}

/**
 * One amount as people write it: `12,400.50`, `£12.4k`, `1.2m`, `-£300`, `(300)` as accountants write a loss, `50p`.
 * What else stands beside it, such as “a year”, is for whoever read the sentence.
 */
export function readMoney(text: string): Read<Pence> {
  const written = plain(text.slice(0, LONGEST));
  const found = AMOUNT.exec(written)?.groups ?? PENCE_ALONE.exec(written)?.groups;
  if (found === undefined || FOREIGN.test(written)) return refuse(whyNotOne(written));
  const decimals = (found.number as string).split('.')[1]?.length ?? 0;
  if (found.scale === undefined && decimals > 2) return refuse(`Enter pounds and pence with two figures after the point, ${EXAMPLE}.`);
  const hundredths = PENCE_ALONE.test(written) ? 1n : 100n;
  const exact = BigInt((found.number as string).replace(/[,.]/g, '')) * hundredths * (SCALES[found.scale ?? ''] ?? 1n);
  const divisor = 10n ** BigInt(decimals);
  if (exact % divisor !== 0n) return refuse(`That amount is finer than a penny. Enter pounds and pence, ${EXAMPLE}.`);
  const pence = exact / divisor;
  if (pence > BigInt(MOST_PENCE))
    return refuse(`The log takes amounts up to ${writeMoney(MOST_PENCE)}. Check the amount, and enter it in pounds, ${EXAMPLE}.`);
  return { ok: true, value: found.minus === undefined || pence === 0n ? Number(pence) : -Number(pence) };
}

/** Lower case, one kind of minus and space, the minus before the pound sign; brackets round an amount are a minus. */
function plain(text: string): string {
  const even = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[−–—‐‑]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  const bracketed = /^\((?!-)([^()]*)\)$/.exec(even);
  const signed = bracketed
    ? `-${bracketed[1]!.trim()}`
    : even.replace(/^\+ ?(?=[£\d.])/, '').replace(/^(?:minus|negative) (?=[£\d.])/, '-');
  return signed
    .replace(/^(- ?)?£ ?/, (_, minus) => `${minus ? '-' : ''}£`)
    .replace(/^£- ?/, '-£')
    .replace(/^- (?=[\d.])/, '-');
}

function whyNotOne(written: string): string {
  if (written === '') return `Enter an amount in pounds, ${EXAMPLE}.`;
  if (FOREIGN.test(written)) return `The log is kept in pounds. Enter the amount in pounds, ${EXAMPLE}.`;
  const numbers = written.match(/\d[\d.,]*/g) ?? [];
  if (numbers.length > 1) return `That holds more than one amount. Enter one amount in pounds, ${EXAMPLE}.`;
  if (numbers.length === 0 && NUMBER_WORDS.test(written)) return 'Write the amount in figures, such as 12,000 for twelve thousand.';
  if (/%|\bper ?cent\b/.test(written)) return `A percentage is not an amount. Enter an amount in pounds, ${EXAMPLE}.`;
  return `Enter an amount in pounds, ${EXAMPLE}.`;
}

function refuse(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}
