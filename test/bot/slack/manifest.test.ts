import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUGGESTED_PROMPTS_AT_MOST } from '../../../src/bot/slack/limits.ts';
import { COMMANDS, EVENTS, METHODS, MORE_SCOPES, PATH, SHORTCUTS, SUGGESTED_PROMPTS } from '../../../src/bot/slack/surface.ts';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'manifest.json'), 'utf8'));
const source = ['app', 'answer', 'converse', 'files', 'pictures', 'send', 'upload']
  .map((name) => readFileSync(join(import.meta.dirname, '..', '..', '..', 'src', 'bot', 'slack', `${name}.ts`), 'utf8'))
  .join('\n');

describe('manifest.json and the code', () => {
  it('name the same events', () => {
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(Object.keys(EVENTS).sort());
  });

  it('name the same commands', () => {
    expect(manifest.features.slash_commands.map((one: { command: string }) => one.command).sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it('name the same shortcuts, where Slack offers them, by names it takes', () => {
    const declared = manifest.features.shortcuts as { name: string; type: string; callback_id: string; description: string }[];
    const wanted = Object.entries(SHORTCUTS).map(([id, { type }]) => [id, type]);
    expect(declared.map((one) => [one.callback_id, one.type]).sort()).toEqual(wanted.sort());
    for (const { name, description } of declared) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });

  it('ask for exactly the scopes that the events, commands and methods need', () => {
    const needed = new Set(
      [
        ...Object.values(EVENTS),
        ...Object.values(COMMANDS),
        ...Object.values(METHODS),
        ...MORE_SCOPES,
        ...Object.values(SHORTCUTS).map(({ scope }) => scope),
      ].filter((scope) => scope !== null),
    );
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
    expect(manifest.oauth_config.scopes.user).toBeUndefined();
  });

  it('call no method that is not listed, and list none that is not called', () => {
    const called = new Set([...source.matchAll(/method: '([\w.]+)'/g)].map((match) => match[1]!).filter((method) => method !== 'POST'));
    expect([...called].sort()).toEqual(Object.keys(METHODS).sort());
  });

  it('send everything to the one path', () => {
    const urls = JSON.stringify(manifest).match(/https:\/\/[^"]+/g)!;
    expect(urls).toHaveLength(3);
    expect(new Set(urls)).toEqual(new Set([`https://accord.example.org${PATH}`]));
  });

  it('ask for presses and forms, for a Home tab one can write in, and for nothing that the code does not handle', () => {
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(manifest.features.agent_view).toBeDefined();
    expect(manifest.features.assistant_view).toBeUndefined();
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: false, org_deploy_enabled: false, token_rotation_enabled: false });
  });

  it('keep to the lengths Slack takes', () => {
    const { name, description, long_description: long } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(long.length).toBeGreaterThanOrEqual(175);
    expect(long.length).toBeLessThanOrEqual(4000);
    expect(manifest.features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
    expect(SUGGESTED_PROMPTS.length).toBeLessThanOrEqual(SUGGESTED_PROMPTS_AT_MOST);
  });
});
