import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkReminders, withBoundChannels } from '../../../src/bot/terminal/doctor-reminders.ts';
import { openChannelBindings } from '../../../src/data/channel-bindings.ts';
import { openStore } from '../../../src/data/open-stores.ts';
import type { Partnership } from '../../../src/data/partnership.ts';
import { knowledge } from '../../handlers/front-door.ts';

const { agreements, partnership } = knowledge;
const OFF = { slack: undefined, teams: undefined, local: 'auto' as const };
const SLACK = { botToken: 'xoxb', signingSecret: 's', apiUrl: undefined, mode: 'http' as const };
const check = (changes: Partial<Partnership> = {}, config: Parameters<typeof checkReminders>[3] = OFF) =>
  checkReminders(agreements, { ...partnership, ...changes }, '2015-10-05', config).map(({ ok, says, mend }) => [ok, says, mend]);

describe('reminders', () => {
  it('reach a channel of every agreement in use, on a platform that is on', () => {
    expect(check()).toEqual([[true, '3 agreements in use: each has a channel that is reminded', undefined]]);
  });

  it('that no channel wants are not ok, with what to do', () => {
    const channels = partnership.channels.filter(({ agreement }) => agreement !== 'derby');
    expect(check({ channels })).toEqual([
      [
        false,
        'nobody is reminded of what is due under the Derby Cabinet report',
        'Add a channel of “derby” with “reminders: true” to the partnership file.',
      ],
    ]);
  });

  it('that go to a platform which is off are not ok either', () => {
    expect(check({}, { ...OFF, slack: SLACK })).toEqual([
      [false, expect.stringContaining('Derby Cabinet report: its channels are on platforms that are off'), expect.any(String)],
      [false, expect.stringContaining('Purbeck memorandum: its channels are on platforms that are off'), expect.any(String)],
    ]);
  });

  it('may be wanted by a channel that was bound in chat', async () => {
    const storeUrl = `sqlite:${join(mkdtempSync(join(tmpdir(), 'accord-doctor-')), 'accord.db')}`;
    const store = await openStore(storeUrl);
    const made = { by: 'asha@dbc.example', at: '2015-10-05T10:00:00.000Z' };
    await openChannelBindings(store).keep({ platform: 'local', channel: 'derby-room', agreement: 'derby', reminders: true, ...made });
    await store.close();
    const channels = partnership.channels.filter(({ agreement }) => agreement !== 'derby');
    const bound = await withBoundChannels(storeUrl, { ...partnership, channels }, agreements);
    expect(checkReminders(agreements, bound, '2015-10-05', OFF).map(({ ok }) => ok)).toEqual([true]);
  });
});
