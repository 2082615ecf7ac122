// `npm run schemas` writes sbom.cdx.json and docs/licenses.md from package-lock.json; `npm run check` compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { licenseList } from './license-list.ts';
import { type LockFile, type ShippedPackage, shippedPackages } from './shipped-packages.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * CycloneDX 1.6: the packages of the images, with their digests and what each needs. It holds no time and no number of
 * its own, so that equal packages give equal text.
 */
export function billOfMaterials(packages: readonly ShippedPackage[]): string {
  const referenceOf = new Map(packages.map((shipped) => [shipped.folder, referenceTo(shipped)]));
  // A version that npm installs at several places is one component.
  const components = new Map(packages.map((shipped) => [referenceTo(shipped), component(shipped)]));
  const needs = new Map<string, Set<string>>();
  for (const shipped of packages) {
    const known = needs.get(referenceTo(shipped)) ?? new Set();
    needs.set(referenceTo(shipped), known);
    for (const folder of shipped.needs) known.add(String(referenceOf.get(folder)));
  }
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': 'skill-link',
        name: 'skill-link',
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: [...components.values()],
    dependencies: [...needs].map(([ref, needed]) => ({ ref, dependsOn: [...needed].sort() })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function component(shipped: ShippedPackage) {
  const { name, version, license = 'NONE', integrity } = shipped;
  const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
  const [algorithm = '', digest = ''] = integrity.split('-', 2);
  return {
    type: 'library',
    'bom-ref': referenceTo(shipped),
    ...(scope && { group: scope }),
    name: scope ? name.slice(scope.length + 1) : name,
    version,
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }],
    licenses: license.includes(' ') ? [{ expression: license }] : [{ license: { id: license } }],
    purl: referenceTo(shipped),
  };
}

/** The package URL, which names a package of any registry. */
function referenceTo({ name, version }: ShippedPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packages = shippedPackages(JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')) as LockFile);
  writeFileSync(`${ROOT}sbom.cdx.json`, billOfMaterials(packages));
  writeFileSync(`${ROOT}docs/licenses.md`, licenseList(packages));
}
