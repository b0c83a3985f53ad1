import { writeDay } from '../../data/days.ts';
import { makeClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';

/** Slack refuses to be answered, and is refused, at five minutes’ difference; half of that is worth a word. */
const AHEAD_AT_MOST_MS = 150_000;

/** Whether the clock is right, as far as a server’s clock was there to compare it with, and whether it is the real one. */
export function checkClock({ clockStartsAt, slack, teams }: Config, aheadMs: number | undefined): Finding {
  const what = 'Clock';
  const today = `${writeDay(makeClock(clockStartsAt).today())} in the United Kingdom`;
  if (aheadMs !== undefined && Math.abs(aheadMs) > AHEAD_AT_MOST_MS)
    return {
      ok: false,
      what,
      says: `this machine’s clock is ${Math.round(Math.abs(aheadMs) / 60_000)} minutes ${aheadMs > 0 ? 'fast' : 'slow'}`,
      mend: 'Set it by a time server (NTP): platforms refuse requests that are five minutes out.',
    };
  if (clockStartsAt === undefined) return { ok: true, what, says: today };
  const rehearsed = `${today}, set by ACCORD_CLOCK`;
  if (slack === undefined && teams === undefined) return { ok: true, what, says: rehearsed };
  return {
    ok: false,
    what,
    says: rehearsed,
    mend: 'Take ACCORD_CLOCK away unless this is a rehearsal: real people would be told wrong dates.',
  };
}
