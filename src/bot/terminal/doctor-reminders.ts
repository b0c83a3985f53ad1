import type { AgreementRecord } from '../../data/agreement-record.ts';
import type { Agreements } from '../../data/agreements.ts';
import { openChannelBindings, withBindings } from '../../data/channel-bindings.ts';
import type { Day } from '../../data/days.ts';
import { isInUse } from '../../data/duty-rules.ts';
import type { Partnership } from '../../data/partnership.ts';
import { reminderRooms } from '../../data/reminder-rooms.ts';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';
import { openKept } from './open-kept.ts';
import { count } from './terminal.ts';

const WHAT = 'Reminders';

/** Whether the reminders of each agreement that somebody works under reach a channel on a platform that is on. */
export function checkReminders(
  agreements: Agreements,
  partnership: Partnership,
  today: Day,
  config: Pick<Config, 'slack' | 'teams' | 'local'>,
): Finding[] {
  const used = [...agreements.values()].filter((agreement) => isInUse({ agreement, partnership, today }));
  const bad = used.flatMap((agreement) => mistakeIn(agreement, partnership, config));
  if (bad.length > 0) return bad;
  return [{ ok: true, what: WHAT, says: `${count(used.length, 'agreement')} in use: each has a channel that is reminded` }];
}

/** The partnership with the channels that were bound in chat. Where the store cannot be read, which is a finding of its own, as the file has it. */
export async function withBoundChannels(storeUrl: string, partnership: Partnership, agreements: Agreements): Promise<Partnership> {
  const store = await openKept(storeUrl).catch(() => undefined);
  if (store === undefined) return partnership;
  try {
    return withBindings(partnership, await openChannelBindings(store).all(), agreements);
  } catch {
    return partnership;
  } finally {
    await store.close();
  }
}

function mistakeIn({ id, name }: AgreementRecord, partnership: Partnership, config: Pick<Config, 'slack' | 'teams' | 'local'>): Finding[] {
  const rooms = reminderRooms(partnership, id);
  if (rooms.some(({ to }) => isOn(to.platform, config))) return [];
  const says = `nobody is reminded of what is due under the ${name}`;
  return rooms.length === 0
    ? [{ ok: false, what: WHAT, says, mend: `Add a channel of “${id}” with “reminders: true” to the partnership file.` }]
    : [
        {
          ok: false,
          what: WHAT,
          says: `${says}: its channels are on platforms that are off`,
          mend: 'Connect one of them, or add another.',
        },
      ];
}

function isOn(platform: 'slack' | 'teams' | 'local', { slack, teams, local }: Pick<Config, 'slack' | 'teams' | 'local'>): boolean {
  switch (platform) {
    case 'slack':
      return slack !== undefined;
    case 'teams':
      return teams !== undefined;
    case 'local':
      return local === 'on' || (local === 'auto' && slack === undefined && teams === undefined);
    default:
      return platform satisfies never;
  }
}
