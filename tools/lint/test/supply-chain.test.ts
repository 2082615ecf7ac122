import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { billOfMaterials } from '../src/bill-of-materials.ts';
import { licenseList, rejectedLicenses } from '../src/license-list.ts';
import { type LockFile, type ShippedPackage, shippedPackages } from '../src/shipped-packages.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const fileOf = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');
const lock = JSON.parse(fileOf('package-lock.json')) as LockFile;

describe('the packages of the images', () => {
  const packages = shippedPackages(lock);

  it('are those of the committed bill of materials and list of licenses', () => {
    expect(fileOf('sbom.cdx.json')).toBe(billOfMaterials(packages));
    expect(fileOf('docs/licenses.md')).toBe(licenseList(packages));
  });

  it('are what the manifests of the images name, and nothing that only tests or builds need', () => {
    const names = packages.map(({ name }) => name);
    for (const workspace of ['gateway', 'services/credits', 'cli', 'web']) {
      const { dependencies } = JSON.parse(fileOf(`${workspace}/package.json`)) as { dependencies: object };
      const own = Object.keys(dependencies).filter((name) => !/^@(?:app|skill-link)\//.test(name));
      expect(names).toEqual(expect.arrayContaining(own));
    }
    for (const name of ['jest', 'testcontainers', 'oidc-provider', 'playwright-core', 'typescript'])
      expect(names).not.toContain(name);
  });

  it('have licenses that are accepted where they are used', () => {
    expect(rejectedLicenses(packages)).toEqual([]);
  });

  it('are rejected with an unknown license, without one, and with that of the planner outside of the gateway', () => {
    const shipped = (license: string | undefined, workspace: string) => ({
      ...(packages[0] as ShippedPackage),
      name: 'p',
      version: '1.0.0',
      license,
      workspaces: [workspace],
    });
    expect(rejectedLicenses([shipped('AGPL-3.0', 'web')])).toEqual(['p@1.0.0 in web: AGPL-3.0']);
    expect(rejectedLicenses([shipped(undefined, 'web')])).toEqual(['p@1.0.0 in web: no license']);
    expect(rejectedLicenses([shipped('MIT AND GPL-2.0', 'cli')])).toHaveLength(1);
    expect(rejectedLicenses([shipped('(MIT OR GPL-2.0)', 'cli'), shipped('Elastic-2.0', 'gateway')])).toEqual([]);
    expect(rejectedLicenses([shipped('Elastic-2.0', 'cli')])).toHaveLength(1);
  });

  it('come with the text of each license whose terms are its own', () => {
    const notices = fileOf('THIRD_PARTY_NOTICES.md').replaceAll(/\s+/g, ' ');
    const elastic = fileOf('node_modules/@apollo/query-planner/LICENSE').replaceAll(/\s+/g, ' ').trim();
    expect(notices).toContain(elastic);
  });
});

describe('the lock file', () => {
  it('has the SHA-512 digest of every package from the registry, and no address', () => {
    const fromRegistry = Object.entries(lock.packages).filter(
      ([folder, { link }]) => /node_modules\//.test(folder) && !link,
    );
    expect(
      fromRegistry.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([folder]) => folder),
    ).toEqual([]);
    expect(fromRegistry.filter(([, { resolved }]) => resolved !== undefined).map(([folder]) => folder)).toEqual([]);
  });
});
