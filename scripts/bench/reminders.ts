import { performance } from 'node:perf_hooks';
import type { AgreementRecord, Duty } from '../../src/data/agreement-record.ts';
import { BUNDLED_AGREEMENTS, loadAgreements } from '../../src/data/agreements.ts';
import { dayAt } from '../../src/data/days.ts';
import { dutySettingsOf } from '../../src/data/duty-settings.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { nextReminderAt } from '../../src/data/reminder-plan.ts';
import { type Knowledge, makeStores } from '../../src/data/stores.ts';
import { openReminding } from '../../src/handlers/leave-reminders.ts';

const AGREEMENTS = 2000;
const DUTIES = 50;
const TICKS = 200;
/** What an idle tick may take. */
const IDLE_MS_AT_MOST = 5;

/**
 * A tick of the scheduler with nothing due, with 100,000 duties of 2,000 agreements, against looking at the duties themselves; and what the
 * first look after a start takes, which is done beside everything else: how long it keeps anybody waiting at most.
 */
export async function benchReminders(): Promise<string> {
  const agreements = made();
  const partnership = partnershipFile.parse({});
  const stores = makeStores(await openStore('memory:'), { agreements, partnership } as unknown as Knowledge);
  let now = '2015-10-05T12:00:00.000Z';
  const clock = { now: () => now, today: () => dayAt(now) };
  const reminding = openReminding(stores);
  const first = await timed(() => watched(() => reminding.leave(clock)));
  await reminding.leave(clock);
  now = '2015-10-05T12:00:30.000Z';
  const idle = await timed(async () => {
    for (let tick = 0; tick < TICKS; tick++) await reminding.leave(clock);
  });
  const naive = await timed(async () => {
    for (const agreement of agreements.values()) nextReminderAt(agreement, dutySettingsOf(partnership, agreement), new Map(), now);
  });
  const perTick = idle.ms / TICKS;
  return [
    `reminders: an idle tick over ${(AGREEMENTS * DUTIES).toLocaleString('en-GB')} duties of ${AGREEMENTS.toLocaleString('en-GB')} agreements: ${perTick.toFixed(3)} ms (at most ${IDLE_MS_AT_MOST} ms), 1/${Math.round(naive.ms / perTick).toLocaleString('en-GB')} of looking at each`,
    `reminders: the first look after a start, beside everything else: ${(first.ms / 1000).toFixed(1)} s, which holds nothing up for longer than ${Math.round(first.result)} ms`,
  ].join('\n');
}

/** @returns the longest time, in milliseconds, in which nothing else got its turn */
async function watched(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let going = true;
  const look = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (going) setImmediate(look);
  };
  setImmediate(look);
  await work();
  going = false;
  return longest;
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

/** Agreements with duties of every kind, none of them due today. */
function made(): ReadonlyMap<string, AgreementRecord> {
  const loaded = loadAgreements(BUNDLED_AGREEMENTS);
  if (!loaded.ok) throw new Error('the bundled agreements do not load');
  const model = loaded.agreements.get('darlington')!;
  return new Map(
    Array.from({ length: AGREEMENTS }, (_, at) => [
      `agreement-${at}`,
      { ...model, id: `agreement-${at}`, duties: dutiesFor(at, model.duties[0]!) },
    ]),
  );
}

function dutiesFor(seed: number, model: Duty): Duty[] {
  return Array.from({ length: DUTIES }, (_, at): Duty => {
    const day = ((seed * 7 + at * 3) % 28) + 1;
    const when = [
      { every: `FREQ=MONTHLY;BYMONTHDAY=${day}` },
      { every: `FREQ=YEARLY;BYMONTH=${(at % 12) + 1};BYMONTHDAY=${day}` },
      { on: `20${16 + (at % 4)}-0${(at % 9) + 1}-${String(day).padStart(2, '0')}` },
      { financialYear: `20${16 + (at % 4)}/${17 + (at % 4)}` },
      { undated: 'to be agreed' },
    ][at % 5]!;
    return { ...model, id: `duty-${at}`, kind: at % 5 === 0 ? 'return' : 'milestone', when };
  });
}
