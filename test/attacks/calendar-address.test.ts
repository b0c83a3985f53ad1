import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUnderAttack, type UnderAttack } from './under-attack.ts';

let accord: UnderAttack;
beforeEach(async () => {
  accord = await startUnderAttack();
});
afterEach(() => accord.stop());

describe('the address of a calendar', () => {
  const fetchAt = (token: string, init?: RequestInit) => fetch(`http://127.0.0.1:${accord.port}/calendar/${token}.ics`, init);
  const tokenOf = (heard: string) => /\/calendar\/([\w-]+)\.ics/.exec(heard)?.[1] ?? '';

  it('cannot be guessed, and a guess is answered like a place where there is nothing', async () => {
    const token = tokenOf(await accord.slack.press('U0SAM', 'show-calendar', {}));
    expect((await fetchAt(token)).status).toBe(200);
    expect(token).toMatch(/^[\w-]{32}$/);
    const other = tokenOf(await accord.slack.press('U0DORA', 'show-calendar', {}));
    expect(other).not.toBe(token);
    const nothing = await fetch(`http://127.0.0.1:${accord.port}/nothing`);
    const said = await nothing.text();
    const flipped = (at: number) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    for (const guess of [
      flipped(0),
      flipped(31),
      token.toLowerCase(),
      token.toUpperCase(),
      token.slice(1),
      `${token}A`,
      '',
      '%00',
      '..%2f..',
      `${token}%00`,
      'sam@dccg.example',
      '__proto__',
      'a'.repeat(32),
      'a'.repeat(99),
    ]) {
      const answered = await fetchAt(guess);
      expect([answered.status, await answered.text()], guess).toEqual([404, said]);
    }
    for (const method of ['POST', 'PUT', 'DELETE']) expect([404, 405]).toContain((await fetchAt(flipped(3), { method })).status);
    expect((await fetchAt(token)).headers.get('cache-control')).toContain('private');
  });

  it('is nobody else’s to see, to change or to take back, and is worth nothing once it was changed', async () => {
    const first = tokenOf(await accord.teams.press('29:sam', 'show-calendar', {}));
    for (const who of ['29:una', '29:nobody', '29:dora', '29:carol'])
      for (const button of ['show-calendar', 'renew-calendar', 'revoke-calendar'])
        expect(await accord.teams.press(who, button, { email: 'sam@dccg.example', token: first }), `${who} ${button}`).not.toContain(first);
    expect((await fetchAt(first)).status).toBe(200);
    const second = tokenOf(await accord.teams.press('29:sam', 'renew-calendar', {}));
    expect([(await fetchAt(first)).status, (await fetchAt(second)).status]).toEqual([404, 200]);
    await accord.teams.press('29:sam', 'revoke-calendar', {});
    expect((await fetchAt(second)).status).toBe(404);
    expect(JSON.stringify(accord.logged)).not.toMatch(new RegExp(`${first}|${second}`));
  });
});
