import { dayInLondon } from '../data/days.ts';
import type { Clock } from '../handlers/handler.ts';

/** The clock handlers are given: the machine’s own, or one that starts at an instant and runs on (rehearsals and tests). */
export function makeClock(startsAt?: string): Clock {
  const offset = startsAt === undefined ? 0 : Date.parse(startsAt) - Date.now();
  const instant = () => new Date(Date.now() + offset);
  return { now: () => instant().toISOString(), today: () => dayInLondon(instant()) };
}
