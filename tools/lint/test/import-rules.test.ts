import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ICruiseResult, IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const rules: (IForbiddenRuleType & { name: string })[] = createRequire(import.meta.url)(CONFIG).forbidden;

/** For each rule one import that breaks it. */
const VIOLATIONS: Record<string, [from: string, to: string]> = {
  'no-cycles': ['packages/events/src/egg.ts', 'packages/events/src/hen.ts'],
  'order-of-areas/identity/organizations': imports('identity', 'organizations/store', 'users/store'),
  'order-of-areas/identity/mail': imports('identity', 'mail/application', 'users/application'),
  'order-of-areas/identity/users': imports('identity', 'users/domain', 'sign-in/domain'),
  'order-of-areas/identity/sign-in': imports('identity', 'sign-in/application', 'scim/application'),
  'order-of-areas/identity/scim': imports('identity', 'scim/application', 'privacy/application'),
  'order-of-areas/association/members': imports('association', 'members/store', 'linking/store'),
  'order-of-areas/association/providers': imports('association', 'providers/application', 'linking/application'),
  'order-of-areas/association/linking': imports('association', 'linking/application', 'leavers/application'),
  'order-of-areas/association/reminders': imports('association', 'reminders/application', 'leavers/application'),
  'order-of-areas/association/leavers': imports('association', 'leavers/store', 'roster/store'),
  'order-of-areas/association/profile-merges': imports('association', 'profile-merges/store', 'roster/store'),
  'order-of-areas/credits/values': imports('credits', 'values/domain', 'catalog/domain'),
  'order-of-areas/credits/catalog': imports('credits', 'catalog/domain', 'rules/domain'),
  'order-of-areas/credits/rules': imports('credits', 'rules/domain', 'members/domain'),
  'order-of-areas/credits/members': imports('credits', 'members/store', 'achievements/store'),
  'order-of-areas/credits/events': imports('credits', 'events/store', 'achievements/store'),
  'order-of-areas/credits/achievements': imports('credits', 'achievements/application', 'importing/application'),
  'order-of-areas/credits/renewals': imports('credits', 'renewals/domain', 'holdings/domain'),
  'order-of-areas/credits/holdings': imports('credits', 'holdings/store', 'credits/store'),
  'order-of-areas/credits/credits': imports('credits', 'credits/domain', 'scores/domain'),
  'order-of-areas/credits/scores': imports('credits', 'scores/application', 'skills-report/application'),
  'order-of-areas/credits/learn-analytics': imports('credits', 'learn-analytics/store', 'skills-report/store'),
  'order-of-areas/credits/skills-report': imports('credits', 'skills-report/store', 'importing/store'),
  'order-of-areas/credits/importing': imports('credits', 'importing/application', 'exports/application'),
  'order-of-areas/credits/exports': imports('credits', 'exports/application', 'webhooks/application'),
  'order-of-areas/credits/calendar': imports('credits', 'calendar/store', 'webhooks/store'),
  'order-of-areas/credits/webhooks': imports('credits', 'webhooks/application', 'reporting/application'),
  'rooms-of-a-service': ['services/credits/src/utils/a.ts', 'services/credits/src/server.ts'],
  'areas-share-domain-store-application': imports('credits', 'scores/application', 'credits/api', 'credit.loader'),
  'domain-is-pure': ['services/credits/src/scores/domain/rule.ts', 'node:fs'],
  'store-below-application': imports('credits', 'scores/store', 'scores/application'),
  'application-below-api': imports('credits', 'scores/application', 'scores/api'),
  'jobs-know-no-graphql': imports('credits', 'scores/jobs', 'scores/api', 'score.type'),
  'api-knows-no-job': imports('credits', 'scores/api', 'scores/jobs'),
  'only-the-schema-lists-operations': imports('credits', 'scores/api', 'scores/api', 'simulate.query'),
  'areas-know-no-process': ['services/credits/src/scores/store/score.ts', 'services/credits/src/database/source.ts'],
  'database-knows-stores-only': ['services/credits/src/database/a.ts', 'services/credits/src/scores/domain/rule.ts'],
  'nothing-imports-processes': ['services/credits/src/server.ts', 'services/credits/src/processes/main.ts'],
  'services-are-separate': ['services/credits/src/server.ts', 'services/identity/src/server.ts'],
  'order-of-areas/gateway/health': ['gateway/src/health/a.ts', 'gateway/src/limits/a.ts'],
  'order-of-areas/gateway/limits': ['gateway/src/limits/a.ts', 'gateway/src/caller/a.ts'],
  'order-of-areas/gateway/caller': ['gateway/src/caller/a.ts', 'gateway/src/planning/a.ts'],
  'order-of-areas/gateway/session': ['gateway/src/session/a.ts', 'gateway/src/planning/a.ts'],
  'order-of-areas/gateway/planning': ['gateway/src/planning/a.ts', 'gateway/src/execution/a.ts'],
  'order-of-areas/gateway/execution': ['gateway/src/execution/a.ts', 'gateway/src/edge/a.ts'],
  'order-of-areas/gateway/edge': ['gateway/src/edge/a.ts', 'gateway/src/front-end/a.ts'],
  'rooms-of-the-gateway': ['gateway/src/utils/a.ts', 'gateway/src/server.ts'],
  'gateway-knows-no-service': ['gateway/src/caller/a.ts', 'services/identity/src/server.ts'],
  'license-of-the-gateway': ['packages/events/src/plan.ts', 'node_modules/@apollo/query-planner/index.js'],
  'order-of-packages/client': ['packages/client/src/a.ts', 'packages/postgres-server/src/a.ts'],
  'order-of-packages/postgres-server': ['packages/postgres-server/src/a.ts', 'packages/subgraph-kit/src/a.ts'],
  'order-of-packages/subgraph-kit': ['packages/subgraph-kit/src/a.ts', 'packages/events/src/a.ts'],
  'order-of-packages/events': ['packages/events/src/a.ts', 'packages/test-kit/src/a.ts'],
  'packages-know-no-service': ['packages/events/src/a.ts', 'services/identity/src/server.ts'],
  'production-knows-no-development': ['gateway/src/edge/a.ts', 'development/console/src/page.ts'],
  'development-starts-processes': ['development/stack/src/a.ts', 'services/identity/src/server.ts'],
  'commands-are-of-services': ['cli/src/explain/a.ts', 'services/identity/src/users/store/user.ts'],
  'commands-load-on-demand': ['cli/src/commands/organization.ts', 'services/identity/src/cli/organization.ts'],
  'tests-of-calls-need-no-product': ['cli/test/unit/a.ts', 'development/stack/src/a.ts'],
  'services-know-no-program': ['services/identity/src/server.ts', 'cli/src/program.ts'],
  'tests-import-no-bench': ['tests/src/journeys/a.ts', 'bench/src/a.ts'],
  'bench-imports-no-test': ['bench/src/a.ts', 'tests/src/journeys/a.ts'],
  'web-knows-the-api-only': ['web/src/a.ts', 'services/identity/src/server.ts'],
  'web-tests-use-the-product': ['web/test/pages/a.ts', 'services/identity/src/server.ts'],
  'web-pages-are-separate': ['web/src/pages/people/a.tsx', 'web/src/pages/skills/a.tsx'],
  'web-only-the-router-imports-pages': ['web/src/app/shell.tsx', 'web/src/pages/skills/a.tsx'],
  'web-design-knows-no-data': ['web/src/charts/a.tsx', 'web/src/graphql/ask.ts'],
  'web-only-ask-calls-the-api': ['web/src/pages/people/a.tsx', 'packages/client/src/client.ts'],
  'tools-stand-alone': ['tools/a.ts', 'services/identity/src/server.ts'],
  'every-folder-has-a-rule': ['attic/a.ts', 'attic/b.ts'],
};

/** Source files that the rules must cover. */
const SOURCE = /\.(?:[cm]?[jt]s|tsx)$/;

function imports(service: string, from: string, to: string, file = 'shared'): [from: string, to: string] {
  return [`services/${service}/src/${from}/importer.ts`, `services/${service}/src/${to}/${file}.ts`];
}

describe('the rules of imports', () => {
  const tree = mkdtempSync(join(tmpdir(), 'import-rules-'));
  let broken: Map<string, string[]>;

  beforeAll(() => {
    writeTree(tree);
    broken = new Map();
    for (const { rule, from, to } of violationsIn(tree))
      broken.set(rule.name, [...(broken.get(rule.name) ?? []), `${from} → ${to}`]);
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('have one violation each in this test', () => {
    expect(Object.keys(VIOLATIONS)).toEqual(rules.map(({ name }) => name));
  });

  it.each(Object.entries(VIOLATIONS))('%s rejects its violation', (rule, [from, to]) => {
    expect(broken.get(rule)).toContain(`${from} → ${to.replace('node:', '')}`);
  });

  it('leave no source file of the repository without a rule', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
    const sources = files.filter((file) => SOURCE.test(file));
    const covered = rules
      .map((rule) => (rule as IRegularForbiddenRuleType).from.path)
      .filter((path) => path !== undefined)
      .flat()
      .map((path) => new RegExp(path));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((file) => !covered.some((path) => path.test(file)))).toEqual([]);
  });
});

function violationsIn(tree: string) {
  const config = `const { forbidden, options } = require('${CONFIG}');\n`;
  writeFileSync(
    join(tree, 'rules.cjs'),
    `${config}module.exports = { forbidden, options: { ...options, tsConfig: undefined } };`,
  );
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout } = spawnSync(process.execPath, [program, '--config', 'rules.cjs', '-T', 'json', '.'], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return (JSON.parse(stdout) as ICruiseResult).summary.violations;
}

/** Writes both files of every violation; a file imports all that its violations name. */
function writeTree(tree: string): void {
  const pairs: [string, string][] = [
    ...Object.values(VIOLATIONS),
    ['packages/events/src/hen.ts', 'packages/events/src/egg.ts'],
  ];
  const lines = new Map<string, string[]>();
  for (const [from, to] of pairs) {
    lines.set(from, [...(lines.get(from) ?? []), `import '${specifier(from, to)}';`]);
    if (!to.startsWith('node:')) lines.set(to, lines.get(to) ?? []);
  }
  for (const [file, imported] of lines) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${imported.join('\n')}\nexport {};\n`);
  }
}

function specifier(from: string, to: string): string {
  if (to.startsWith('node:')) return to;
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
