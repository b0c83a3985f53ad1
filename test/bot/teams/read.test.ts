import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fetchDocument } from '../../../src/bot/teams/files.ts';
import { read, readActivity } from '../../../src/bot/teams/read.ts';
import { activitiesOf } from '../../flows/fake-teams.ts';

const sent = activitiesOf('http://127.0.0.1:1/');
const reading = (activity: object) => read(readActivity(activity)!);
const saidIn = (activity: object) => {
  const act = reading(activity)?.request.act;
  return act?.is === 'said' ? act.text : undefined;
};

describe('what Teams sends', () => {
  it('is read without the mention of Accord, with others’ names, and with entities as characters', () => {
    const activity = {
      ...sent.says('channel', 'c1', ''),
      text: '<at>Accord</at>&nbsp;does <at>Dora &amp; Co</at> pay &lt;&#163;5&gt; &amp;lt; &#x41;?\n',
      entities: [
        { type: 'mention', mentioned: { id: '28:accord', name: 'Accord' }, text: '<at>Accord</at>' },
        { type: 'mention', mentioned: { id: '29:dora', name: 'Dora Director' }, text: '<at>Dora &amp; Co</at>' },
        { type: 'clientInfo' },
        null,
      ],
    };
    expect(saidIn(activity)).toBe('does Dora Director pay <£5> &lt; A?');
  });

  it('keeps what only looks like a mention or an entity', () => {
    expect(saidIn({ ...sent.says('personal', 'm1', '<at>everyone</at> &#xD800; &#9999999; &unknown;') })).toBe(
      '<at>everyone</at> &#xD800; &#9999999; &unknown;',
    );
  });

  it('is asked by the Entra object id, or by the Teams id where there is none', () => {
    expect(reading(sent.says('personal', 'm1', 'x'))!.request.asker.id).toBe(sent.from.aadObjectId);
    expect(reading({ ...sent.says('personal', 'm1', 'x'), from: { id: '29:sam' } })!.request.asker.id).toBe('29:sam');
  });

  it('in a room that is not called personal is public', () => {
    const { channelData: _, ...activity } = sent.says('group', 'g1', 'x');
    for (const conversation of [{ id: '19:x@thread.v2' }, { id: 'a:1', isGroup: true }, { id: 'a:1', conversationType: 'meeting' }])
      expect(reading({ ...activity, conversation })!.request.public).toBe(true);
    expect(reading({ ...activity, conversation: { id: 'a:1' } })!.request.public).toBe(false);
  });

  it('carries its attachments to nobody', () => {
    const activity = { ...sent.says('personal', 'm1', 'hello'), attachments: [{ contentType: 'text/html', content: '<div>hello</div>' }] };
    expect(JSON.stringify(readActivity(activity))).not.toContain('<div>');
  });

  it('with a document in a personal chat is that document, which is fetched from nowhere but OneDrive', async () => {
    const content = { downloadUrl: 'https://dbc-my.sharepoint.com/personal/memorandum.docx', uniqueId: '1', fileType: 'docx' };
    const attachments = [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'memorandum.docx', content }];
    expect(reading({ ...sent.says('personal', 'm1', ''), attachments })?.request.act).toEqual({
      is: 'sent',
      document: { name: 'memorandum.docx', bytes: 0, at: content.downloadUrl },
    });
    expect(reading({ ...sent.says('channel', 'm1', 'look'), attachments })?.request.act.is).toBe('said');
    for (const at of ['http://dbc-my.sharepoint.com/x', 'https://sharepoint.com.example/x', 'http://127.0.0.1:1/x'])
      await expect(fetchDocument(at, 1, true)).rejects.toMatchObject({ code: 'download-refused' });
  });

  it('somebody else being added is no welcome', () => {
    expect(reading({ ...sent.joins('channel', 'j1'), membersAdded: [{ id: '29:new' }] })).toBeNull();
    expect(reading({ ...sent.installs('personal', 'i1'), action: 'add-upgrade' })).toBeNull();
    expect(reading({ ...sent.installs('personal', 'i1'), action: 'remove' })).toBeNull();
  });

  it('whatever it is, is read or ignored and never breaks', () => {
    const odd = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }));
    const near = [
      sent.says('channel', 'c1', 'x'),
      sent.presses('personal', 'p1', 'rate', { a: 'b' }),
      sent.fetches('personal', 'f1', { press: { button: 'x', value: {} } }),
      sent.submits('group', 's1', {}),
      sent.joins('personal', 'j1'),
    ];
    const keys = [...new Set(near.flatMap((activity) => Object.keys(activity)))];
    fc.assert(
      fc.property(fc.constantFrom(...near), fc.dictionary(fc.constantFrom(...keys), odd), odd, (activity, changes, anything) => {
        for (const body of [{ ...activity, ...changes }, anything]) {
          const activityRead = readActivity(body);
          if (activityRead !== null) read(activityRead);
        }
      }),
      { numRuns: 500 },
    );
  });
});
