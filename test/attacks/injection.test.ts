import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Partnership } from '../../src/data/partnership.ts';
import { interpreted } from '../bot/slack/hostile.ts';
import { factsWith } from '../data/partnership-of-tests.ts';
import type { Json } from '../flows/fake-teams.ts';
import { knowledge } from '../handlers/front-door.ts';
import { HOSTILE, MARK } from './hostile-text.ts';
import { startUnderAttack, type UnderAttack } from './under-attack.ts';

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
