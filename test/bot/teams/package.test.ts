import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isAppId, packTeamsApp } from '../../../scripts/package-teams-app.ts';
import { MENU } from '../../../src/bot/teams/read.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const manifest = JSON.parse(readFileSync(join(root, 'appPackage', 'manifest.json'), 'utf8'));

/** Microsoft’s schema of this manifest’s version. It is draft-04, whose words all mean the same to Ajv but for its own name. */
function validate(value: unknown): unknown {
  const file = createRequire(import.meta.url).resolve(
    `@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`,
  );
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  return ajv.validate(schema, value) ? null : ajv.errors;
}

/** Width, height and colour type of a PNG. */
function pngOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20), hasAlpha: view.getUint8(25) === 6 };
}

describe('the Teams app package', () => {
  it('has a manifest that Microsoft’s schema takes', () => {
    expect(validate(manifest)).toBeNull();
    expect(validate({ ...manifest, bots: [{ botId: 'x' }] })).not.toBeNull();
  });

  it('is for personal chats, teams and group chats', () => {
    expect(manifest.bots[0].scopes).toEqual(['personal', 'team', 'groupChat']);
  });

  it('offers the message actions that the code reads, each of which opens a form', () => {
    const [{ botId, commands }] = manifest.composeExtensions;
    expect(botId).toBe(manifest.bots[0].botId);
    expect(commands.map((one: { id: string }) => one.id).sort()).toEqual(Object.keys(MENU).sort());
    for (const command of commands) expect(command).toMatchObject({ type: 'action', fetchTask: true });
  });

  it('holds the manifest with the app id in it, and both icons', () => {
    const id = '11111111-2222-4333-8444-555555555555';
    const files = unzipSync(packTeamsApp(id));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const packed = JSON.parse(strFromU8(files['manifest.json']!));
    expect([packed.id, packed.bots[0].botId]).toEqual([id, id]);
    expect(validate(packed)).toBeNull();
    expect(pngOf(files['color.png']!)).toMatchObject({ width: 192, height: 192 });
    expect(pngOf(files['outline.png']!)).toEqual({ width: 32, height: 32, hasAlpha: true });
  });

  it('is not made for the zeros that stand in the repository', () => {
    expect(isAppId('00000000-0000-0000-0000-000000000000')).toBe(false);
    expect(isAppId('accord')).toBe(false);
    expect(isAppId('11111111-2222-4333-8444-555555555555')).toBe(true);
  });
});
