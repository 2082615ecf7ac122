import { dirname } from 'node:path';
import { type BadgeIssuer, badgeIssuer, issuersFile } from './badge-issuer.js';
import type { TestCredits } from './credits.js';
import { counts, type TestImporter, testImporter } from './import-file.js';

/** The import of badges, with an issuer that it accepts. */
export type BadgeImporter = {
  readonly importer: TestImporter;
  readonly issuer: BadgeIssuer;
  /** Where files of issuers are written. */
  readonly folder: string;
  /** Imports a file of tokens, by default with the file of this issuer. */
  run(tokens: readonly string[], issuersPath?: string): Promise<{ counts: unknown[]; reasons: string[] }>;
  stop(): Promise<void>;
};

export async function badgeImporter(credits: TestCredits): Promise<BadgeImporter> {
  const importer = await testImporter(credits);
  const issuer = await badgeIssuer();
  const folder = dirname(await importer.file(''));
  const accepted = await issuersFile(folder, issuer);
  return {
    importer,
    issuer,
    folder,
    async run(tokens, issuersPath = accepted) {
      const file = await importer.file(tokens.join('\n'), 'badges');
      const outcome = await importer.run(file, { reading: { format: 'badges', issuersPath } });
      return { counts: counts(outcome), reasons: (await importer.rejected(file)).map(({ reason }) => reason) };
    },
    stop: () => importer.stop(),
  };
}
