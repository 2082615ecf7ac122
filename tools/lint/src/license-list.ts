import type { ShippedPackage } from './shipped-packages.ts';

/** Licenses that ask for no more than their notice. */
const ACCEPTED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);

/** What is accepted in one workspace alone, whose notices name it. */
const ACCEPTED_IN: Readonly<Record<string, string>> = { 'Elastic-2.0': 'gateway' };

/** The packages whose license is not accepted where they are used, each with the reason. */
export function rejectedLicenses(packages: readonly ShippedPackage[]): string[] {
  return packages.flatMap(({ name, version, license, workspaces }) => {
    const rejected = workspaces.filter((workspace) => !isAccepted(license, workspace));
    return rejected.length === 0 ? [] : [`${name}@${version} in ${rejected.join(', ')}: ${license ?? 'no license'}`];
  });
}

function isAccepted(expression: string | undefined, workspace: string): boolean {
  if (expression === undefined) return false;
  const alternatives = expression.replaceAll(/[()]/g, '').split(' OR ');
  return alternatives.some((one) =>
    one.split(' AND ').every((id) => ACCEPTED.has(id) || ACCEPTED_IN[id] === workspace),
  );
}

/** The packages of the images by license, as Markdown. */
export function licenseList(packages: readonly ShippedPackage[]): string {
  const byLicense = Map.groupBy(packages, ({ license }) => license ?? 'none');
  const rows = [...byLicense]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([license, of]) => `| ${license} | ${namesOf(of)} |`);
  return `# Licenses of the packages in the images

Generated from \`package-lock.json\` by \`npm run schemas\`; [THIRD_PARTY_NOTICES.md](../THIRD_PARTY_NOTICES.md) explains those with
terms of their own. With versions, digests and dependencies: [sbom.cdx.json](../sbom.cdx.json) (CycloneDX).

| license | packages |
|---|---|
${rows.join('\n')}
`;
}

function namesOf(packages: readonly ShippedPackage[]): string {
  return [...new Set(packages.map(({ name }) => `\`${name}\``))].sort().join(', ');
}
