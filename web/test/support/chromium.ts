import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Chromium of this machine: its program, and what it needs in its environment. */
export type Chromium = { executablePath: string; env: Record<string, string> };

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const require = createRequire(import.meta.url);

/**
 * Finds a Chromium: the one of the setting `CHROMIUM`, one that is installed, or the one from npm. Undefined: there is
 * none for this machine. Throws where `CHROMIUM` names no file.
 */
export function findChromium(): (() => Chromium) | undefined {
  const given = process.env.CHROMIUM;
  if (given !== undefined && given !== '') {
    if (!existsSync(given)) throw new Error('CHROMIUM names no file: it is the path of a Chromium or Chrome.');
    return installed(given);
  }
  const found = USUAL_PLACES.find((path) => existsSync(path));
  if (found !== undefined) return installed(found);
  return isForThisMachine() ? chromiumFromNpm : undefined;
}

const installed = (executablePath: string) => () => ({ executablePath, env: {} });

/** The package has one program, for Linux on x64; npm leaves it out where it may not be installed. */
function isForThisMachine(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && packageFolder() !== undefined;
}

function packageFolder(): string | undefined {
  const found = require.resolve.paths('@sparticuz/chromium')?.map((folder) => join(folder, '@sparticuz/chromium'));
  return found?.find((folder) => existsSync(join(folder, 'package.json')));
}

/** Unpacks the program, its libraries and its font, once per machine, user and version: 3 seconds and 220 MB. */
function chromiumFromNpm(): Chromium {
  const { version } = require(join(String(packageFolder()), 'package.json')) as { version: string };
  const folder = join(tmpdir(), `skill-link-chromium-${version}-${process.getuid?.()}`);
  if (!isUnpacked(folder)) unpack(folder);
  if (statSync(folder).uid !== process.getuid?.()) throw new Error(`${folder} belongs to another user: remove it.`);
  return {
    executablePath: join(folder, 'chromium'),
    // A bare system has neither the libraries nor a font; with the same ones everywhere, pages look alike.
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

const isUnpacked = (folder: string): boolean => existsSync(join(folder, 'fonts.conf'));

/** Into a folder beside it first: another process may be unpacking, and each sees all files or none. */
function unpack(folder: string): void {
  const draft = mkdtempSync(`${folder}-`);
  // In a process of its own, because the package changes the environment of the process that loads it. It unpacks into
  // the folder for temporary files, and its libraries only where it takes the machine for one of Amazon.
  execFileSync(
    process.execPath,
    ['--input-type=module', '--eval', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    { cwd: import.meta.dirname, env: { TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' } },
  );
  mkdirSync(join(draft, 'fonts-cache'));
  writeFileSync(join(draft, 'fonts.conf'), fontSettings(folder));
  try {
    if (existsSync(folder) && !isUnpacked(folder)) rmSync(folder, { recursive: true });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!isUnpacked(folder)) throw error;
  }
}

const fontSettings = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <match>
    <test name="family"><string>sans-serif</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit>
  </match>
</fontconfig>
`;
