import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { readConfig } from '../src/bot/config.ts';

/*
 * Makes var/accord-teams.zip, which is uploaded to Teams: the app id of the bot’s registration is put in place of the zeros of
 * appPackage/manifest.json. The id is MicrosoftAppId, or the one word after the command.
 */

const root = join(import.meta.dirname, '..');
const NO_ID = '00000000-0000-0000-0000-000000000000';
// The oldest day a zip can hold: the same package is the same file, byte for byte.
const PACKED_AT = new Date(1980, 0, 2);

/** The Teams app package for one app id, as a zip. */
export function packTeamsApp(appId: string): Uint8Array {
  const part = (name: string) => readFileSync(join(root, 'appPackage', name));
  const files: Zippable = {
    'manifest.json': strToU8(part('manifest.json').toString('utf8').replaceAll(NO_ID, appId)),
    'color.png': new Uint8Array(part('color.png')),
    'outline.png': new Uint8Array(part('outline.png')),
  };
  return zipSync(files, { mtime: PACKED_AT });
}

/** Whether a text is an app id that a registration could have. */
export function isAppId(text: string | undefined): text is string {
  return text !== undefined && text !== NO_ID && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function run(given: string | undefined): number {
  const read = given === undefined ? readConfig(process.env) : undefined;
  const appId = given ?? (read?.ok ? read.config.teams?.appId : undefined);
  if (!isAppId(appId)) {
    const problems = read?.ok === false ? read.problems : ['The app id of the bot is missing, or is not one.'];
    process.stderr.write(
      `${problems.join('\n')}\nSet MicrosoftAppId, or give the app id alone: npm run -s package:teams -- 11111111-2222-3333-4444-555555555555\n`,
    );
    return 1;
  }
  const file = join(root, 'var', 'accord-teams.zip');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, packTeamsApp(appId));
  process.stdout.write(`Made ${file} for the app ${appId}. Upload it in Teams: Apps, Manage your apps, Upload an app.\n`);
  return 0;
}

if (import.meta.main) process.exitCode = run(process.argv[2]);
