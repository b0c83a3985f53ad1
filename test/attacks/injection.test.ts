import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeEmail } from '../../src/bot/email/app.ts';
import { unanswered } from '../../src/bot/terminal/unanswered.ts';
import { openStore } from '../../src/data/open-stores.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { makeStores } from '../../src/data/stores.ts';
import { message } from '../../src/handlers/reply.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { startMailServer } from '../bot/email/mail-server.ts';
import { interpreted } from '../bot/slack/hostile.ts';
import { openTerminal } from '../bot/terminal/terminal-of-a-test.ts';
import { factsWith } from '../data/partnership-of-tests.ts';
import type { Json } from '../flows/fake-teams.ts';
import { knowledge } from '../handlers/front-door.ts';
import { inTempFolder } from './temp-folder.ts';
import { startUnderAttack, type UnderAttack } from './under-attack.ts';

/*
 * One text that tries everything any of the outputs could read as more than text, in every field that is kept: markup of Slack and of
 * Teams, HTML, Markdown, templates of cards, formulas, lines of a mail’s head, control characters.
 */

const MARK = 'Zanzibar';
const HOSTILE = [
  `=HYPERLINK("https://evil.example";"${MARK}")`,
  '<!channel> <!here|x> <@U0DORA> <#C0JOINT> <https://evil.example|click> @here',
  '<at>Everyone</at> <at id="0">x</at>',
  '</h1><img src=x onerror=alert(1)><script>alert(1)</script>&lt;b&gt;',
  '**bold** _it_ ~no~ `code` [a](javascript:alert(1)) ![p](https://evil.example/p.png) | x | # h',
  '{{DATE(2016-03-31T00:00:00Z,SHORT)}} {{TIME(2016-03-31T00:00:00Z)}} {{user}}',
  ['title', 'if(true,1,2)', '$data'].map((template) => ['$', '{', template, '}'].join('')).join(' '),
  '\n=cmd|x \r=cmd|x \r\nBcc: everybody@evil.example\r\n\r\nBody \u2028 \u202Eback\u202C \u001b[31m\u001b]0;x\u0007 \u0000 \ud800',
].join(' ');

const partnership: Partnership = {
  ...knowledge.partnership,
  people: knowledge.partnership.people.map((person) => (person.slack === 'U0SAM' ? { ...person, name: `Sam ${HOSTILE}` } : person)),
};
const FIELDS = ['what', 'owner', 'measure', 'baseline', 'target', 'objective', 'service'] as const;
const facts = factsWith({ ...Object.fromEntries(FIELDS.map((field) => [field, HOSTILE])), evidence: `https://evil.example/${HOSTILE}` });

let accord: UnderAttack;
beforeEach(async () => {
  accord = await startUnderAttack({ partnership });
  const { benefits } = accord.stores;
  const at = accord.clock.now();
  await benefits.add('darlington', { is: 'suggested', facts, by: 'sam@dccg.example', at }, 'r1');
  await benefits.add('darlington', { is: 'logged', facts, by: 'dora@dbc.example', at }, 'r2');
  await benefits.add('darlington', { is: 'logged', facts, by: 'dora@dbc.example', at }, 'r3');
  await benefits.addTo('darlington', 3, { is: 'withdrawn', reason: HOSTILE, by: 'dora@dbc.example', at }, 'r4');
});
afterEach(() => accord.stop());

/** What is seen of a call or a card, as JSON: what a button carries back is not. */
const seen = (json: string) =>
  JSON.stringify(JSON.parse(json), (key, value) =>
    ['data', 'private_metadata'].includes(key) || (key === 'value' && String(value).startsWith('{"name":')) ? undefined : value,
  );

const SHOWN = [
  'B-0001',
  'B-0002',
  'B-0003',
  'how much have we saved so far?',
  `${HOSTILE} what is the notice period?`,
  'who is on the log?',
];
const OPENED = [
  ['accept-amended', { a: 'darlington', n: '1' }],
  ['decline-benefit', { a: 'darlington', n: '1' }],
  ['amend-benefit', { a: 'darlington', n: '2' }],
  ['withdraw-benefit', { a: 'darlington', n: '2' }],
  ['share', { a: 'darlington', q: `${HOSTILE} notice` }],
  ['rate', { a: 'darlington', q: `${HOSTILE} notice`, r: HOSTILE, h: 'no' }],
] as const;

describe('what somebody wrote, in every field that is kept', () => {
  it('is shown in Slack as it is: it mentions nobody, links nowhere and formats nothing', async () => {
    let marked = 0;
    const heard = [];
    for (const text of SHOWN) heard.push(await accord.slack.say('U0DORA', text));
    for (const [button, value] of OPENED) heard.push(await accord.slack.press('U0DORA', button, value));
    for (const json of heard) {
      const { text, blocks, view, ...rest } = JSON.parse(json);
      expect(interpreted(blocks ?? view)).toEqual([]);
      // The one text that Slack reads its markup in.
      expect((text ?? '').match(/<[!@#h]|&(?!amp;|lt;|gt;)/)).toBeNull();
      expect(json.match(/"(?:mrkdwn|link_names|unfurl_links|unfurl_media)":(?:true|"true")/)).toBeNull();
      expect(seen(json).match(/\\u(?:0000|001b|202e|2028)|\u202e/i)).toBeNull();
      if (view === undefined && rest.channel !== undefined) expect(rest).toMatchObject({ link_names: 'false', parse: 'none' });
      if (json.includes(MARK)) marked += 1;
    }
    expect(marked).toBeGreaterThan(6);
  });

  it('is shown in Teams as it is: in no element that reads markup, without mentions, and no card computes it', async () => {
    let marked = 0;
    const heard = [];
    for (const text of SHOWN) heard.push(await accord.teams.say('29:dora', text));
    for (const [button, value] of OPENED) heard.push(await accord.teams.press('29:dora', button, value));
    for (const answered of heard) {
      const json = seen(answered);
      expect(
        json.match(/"TextBlock"|"FactSet"|"Action\.OpenUrl"|"Media"|"entities"|"textFormat":"(?:markdown|xml)"|"Action\.ShowCard"/),
      ).toBeNull();
      expect(json.match(/\{\{(?:DATE|TIME)\(/)).toBeNull();
      expect(json.match(/\\u(?:0000|001b|202e)|\u202e/i)).toBeNull();
      if (json.includes(MARK)) marked += 1;
    }
    expect(marked).toBeGreaterThan(6);
  });

  it('stays one value of the data that a button carries', async () => {
    const heard = await accord.teams.press('29:dora', 'amend-benefit', { a: 'darlington', n: '2' });
    const actions: Json[] = JSON.parse(heard).calls.flatMap((call: Json) => call.body.attachments[0].content.actions);
    expect(actions.map(({ verb, data }) => [verb, data.accord.form.name, data.accord.form.context])).toEqual([
      ['submit-form', 'amend-benefit', { a: 'darlington', n: '2' }],
    ]);
  });
});

/** A file as the local page gives it, asked for in words. */
async function file(words: string): Promise<{ bytes: Uint8Array; headers: Headers }> {
  const [id, as] = [randomUUID(), 'dora@dbc.example'];
  const page = `http://localhost:${accord.port}/local`;
  const json = { 'content-type': 'application/json' };
  await fetch(`${page}/say`, { method: 'POST', headers: json, body: JSON.stringify({ id, as, room: 'alone', text: words }) });
  const response = await fetch(`${page}/file?${new URLSearchParams({ as, room: 'alone', entry: `${id}:answer` })}`);
  expect(response.status).toBe(200);
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}
const textOf = async (words: string) => strFromU8((await file(words)).bytes);

describe('what somebody wrote, in a file', () => {
  it('is no formula in CSV, and ends no cell and no line', async () => {
    const csv = (await textOf('send me the log as csv')).replace('\ufeff', '');
    const rows = readCsv(csv);
    expect(rows).toHaveLength(4);
    // Outside of quotes a line ends in both characters, never in one: one would begin a line, and with it a cell, for many programs.
    expect(csv.replace(/"(?:[^"]|"")*"/g, '').match(/\r(?!\n)|(?<!\r)\n/)).toBeNull();
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    const cells = rows.flat();
    expect(cells.filter((cell) => cell.includes(MARK)).length).toBeGreaterThan(20);
    // An amount that was lost is a number of its own; nothing else may begin like a formula, in whatever width or after whatever is not seen.
    for (const cell of cells)
      if (!/^-?\d+\.\d\d$/.test(cell)) expect(cell.replace(/^[\s\p{C}]+/u, ''), cell.slice(0, 40)).not.toMatch(/^[=+\-@|%＝＋－＠]/);
  });

  it.each([
    '=',
    '+',
    '-',
    '@',
    '|',
    '%',
    '\t=',
    '\r=',
    '\n=',
    ' =',
    '\u0000=',
    '\u200b=',
    '\ufeff=',
    '\u00a0=',
    '\u202e=',
    '＝',
    '＋',
    '－',
    '＠',
  ])('that begins with %j is no formula in CSV', async (beginning) => {
    const { benefits } = accord.stores;
    const own = factsWith({ what: `${beginning}1+1 ${MARK}-cell`, owner: `${beginning}cmd ${MARK}-cell` });
    await benefits.add('darlington', { is: 'logged', facts: own, by: 'dora@dbc.example', at: accord.clock.now() }, 'r8');
    const cells = readCsv((await textOf('send me the log as csv')).replace('\ufeff', '')).flat();
    expect(cells.filter((cell) => cell.includes(`${MARK}-cell`)).map((cell) => cell[0])).toEqual(["'", "'"]);
  });

  it('is no formula in a workbook', async () => {
    const files = unzipSync((await file('send me the log as a spreadsheet')).bytes);
    const sheets = Object.entries(files).filter(([name]) => name.startsWith('xl/'));
    const xml = sheets.map(([, bytes]) => strFromU8(bytes)).join('\n');
    expect(xml).toContain(MARK);
    expect(xml.match(/<f[ >]|t="(?:str|e)"|<hyperlink|<img|<script|externalLink/)).toBeNull();
    expect(Object.keys(files).filter((name) => /vba|external|embeddings|\.\.|^\//i.test(name))).toEqual([]);
  });

  it('is text in the page for a board, which runs nothing and fetches nothing', async () => {
    const { bytes, headers } = await file('board report for 2015/16');
    const html = strFromU8(bytes);
    expect(html).toContain(MARK);
    expect(html.match(/<(?:img|script|a|iframe|object|link|form|at)\b|<[^>]*\s(?:on\w+|href|src)=/i)).toBeNull();
    expect(html).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(headers.get('content-security-policy')).toMatch(/^sandbox;/);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
  });

  it('is text in Markdown', async () => {
    const md = await textOf('board report for 2015/16 as markdown');
    expect(md).toContain(MARK);
    const ownPictures = md.replace(/!\[[^\n]*?\]\(data:image\/png;base64,[\w+/=]*\)/g, '');
    expect(ownPictures.match(/(?<!\\)(?:<|\]\(|!\[)/)).toBeNull();
    expect(ownPictures.match(/https?:\/\//)).toBeNull();
  });
});

describe('what somebody wrote, in an e-mail', () => {
  it('adds nothing to the head of a message, and is text in both of its parts', async () => {
    const server = await startMailServer();
    const email = makeEmail({ url: server.url, from: { name: 'Accord', address: 'accord@partnership.example' } });
    await accord.stores.notices.leave({ is: 'suggestion-awaits', number: 1 }, [{ is: 'person', email: 'dora@dbc.example' }], {
      requestId: 'r9',
      agreement: 'darlington',
      at: accord.clock.now(),
    });
    const [notice] = await accord.stores.notices.due(accord.clock.now());
    const told = await tellNotice(notice!, accord.stores, accord.clock);
    await email.deliver({ platform: 'email', to: 'dora@dbc.example' }, told!.message);
    await email.deliver({ platform: 'email', to: 'dora@dbc.example' }, message('asker', [{ is: 'heading', text: HOSTILE.slice(-120) }]));
    const [mail, second] = server.received;
    expect(second!.head.match(/^(?:Bcc|Body)/im)).toBeNull();
    expect(second!.subject.match(/[\p{Cc}\u2028\u202e]/u)).toBeNull();
    expect(mail!.to).toEqual(['dora@dbc.example']);
    expect(mail!.text).toContain(MARK);
    expect(mail!.head.match(/^(?:Bcc|Body)/im)).toBeNull();
    expect(mail!.subject.match(/[\p{Cc}\u2028\u202e]/u)).toBeNull();
    expect(mail!.html.match(/<(?:img|script|at)\b|<!channel|onerror=alert\(1\)>/i)).toBeNull();
    for (const to of ['dora@dbc.example\r\nBcc: x@evil.example', 'dora@dbc.example, x@evil.example', 'x <dora@dbc.example>', ''])
      await expect(email.deliver({ platform: 'email', to }, told!.message), to).rejects.toMatchObject({ code: 'smtp-no-address' });
    expect(server.received).toHaveLength(2);
    await server.close();
  });
});

describe('what somebody asked, in an administrator’s terminal', () => {
  it('moves no cursor, colours nothing and makes no line of its own', () =>
    inTempFolder(async (folder) => {
      const url = `sqlite:${folder}/accord.db`;
      const store = await openStore(url);
      const kept = { question: HOSTILE, agreement: 'darlington', nearest: null, at: accord.clock.now() };
      await makeStores(store, knowledge).unanswered.put(kept, 'darlington', 'q1');
      await store.close();
      const terminal = openTerminal({ ACCORD_STORE: url });
      await unanswered({}, terminal);
      expect(terminal.written()).toContain(MARK);
      expect(terminal.written().match(/(?!\n)\p{Cc}|\p{Bidi_Control}/u)).toBeNull();
      expect(
        terminal
          .written()
          .split('\n')
          .filter((line) => /^\s*Bcc:/.test(line)),
      ).toEqual([]);
    }));
});

/** Cells of CSV by RFC 4180, read with nothing of the writer’s. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, ending] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (ending === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
