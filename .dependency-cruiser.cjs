/**
 * The direction of imports. The comment of a rule is the reason that its error shows.
 * `tools/lint/test/import-rules.test.ts` shows that each rule catches a violation and that every file falls under a rule.
 */

/** The areas of each service: an area imports only areas to its left. */
const AREAS = {
  identity: ['organizations', 'mail', 'users', 'sign-in', 'scim', 'privacy'],
  association: ['members', 'providers', 'linking', 'reminders', 'leavers', 'profile-merges', 'roster'],
  credits: [
    'values',
    'catalog',
    'rules',
    'members',
    'events',
    'achievements',
    'renewals',
    'holdings',
    'credits',
    'scores',
    'learn-analytics',
    'skills-report',
    'importing',
    'exports',
    'calendar',
    'webhooks',
    'reporting',
  ],
};
const GATEWAY_AREAS = ['health', 'limits', 'caller', 'session', 'planning', 'execution', 'edge', 'front-end'];
const PACKAGES = ['client', 'postgres-server', 'subgraph-kit', 'events', 'test-kit'];

const service = '^services/[^/]+/src';
const areaNames = Object.values(AREAS).flat();
const anyArea = `${service}/(?:${[...new Set(areaNames)].join('|')})`;
/** Layers of an area. */
const layer = (...names) => `${service}/[^/]+/(?:${names.join('|')})/`;
/** Parsers of a standard: text in, values out. */
const pureLibraries = 'node_modules/(?:scim-patch|scim2-parse-filter)/';
const graphql = 'node_modules/(?:type-)?graphql/';

/** One rule per area: an import of an area further right is an error. */
function order(kind, root, names, folder = '') {
  return names.slice(0, -1).map((name, index) => ({
    name: `order-of-${kind}/${name}`,
    comment: `${kind} import each other in one order: ${names.join(' · ')}. Move what is shared to the left, or the use case to the right.`,
    severity: 'error',
    from: { path: `^${root}/${name}/${folder}` },
    to: { path: `^${root}/(?:${names.slice(index + 1).join('|')})/${folder}` },
  }));
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '\\.type\\.ts$|\\.stub\\.ts$' } },
    },

    // Services: areas and their layers.
    ...Object.entries(AREAS).flatMap(([name, areas]) => order(`areas/${name}`, `services/${name}/src`, areas)),
    {
      name: 'rooms-of-a-service',
      comment:
        'A file of a service is in a layer of an area, in database/, processes/ or cli/, or composes the service at the top of src/.',
      severity: 'error',
      from: {
        path: `${service}/`,
        pathNot: [
          `${anyArea}/(?:domain|store|application|api|jobs)/`,
          `${service}/(?:database|processes|cli)/`,
          `${service}/(?:schema|subgraph|server|context|jobs|start-jobs|dependencies|environment)\\.ts$`,
        ],
      },
      to: {},
    },
    {
      name: 'areas-share-domain-store-application',
      comment:
        'An area shows its domain, store and application to other areas. Operations, loaders, routes and jobs are its own; only object types are shared among the API layers.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/([^/]+)/(?:domain|store|application|api|jobs)/' },
      to: {
        path: '^services/$1/src/[^/]+/(?:api|jobs)/',
        pathNot: ['^services/$1/src/$2/', '\\.(?:type|stub)\\.ts$'],
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'A domain rule is a function of facts and time: no framework, no Node.js, no database.',
      severity: 'error',
      from: { path: layer('domain') },
      to: { pathNot: [layer('domain'), pureLibraries] },
    },
    {
      name: 'store-below-application',
      comment: 'A store imports domain, SQL and TypeORM, not the use cases and the API above it.',
      severity: 'error',
      from: { path: layer('store') },
      to: { path: [layer('application', 'api', 'jobs'), 'node_modules/type-graphql/'] },
    },
    {
      name: 'application-below-api',
      comment: 'Resolvers, jobs and routes call a use case alike, so it imports none of them and no GraphQL.',
      severity: 'error',
      from: { path: layer('application') },
      to: { path: [layer('api', 'jobs'), graphql] },
    },
    {
      name: 'jobs-know-no-graphql',
      comment: 'A job has no caller and no request.',
      severity: 'error',
      from: { path: layer('jobs') },
      to: { path: [layer('api'), graphql] },
    },
    {
      name: 'api-knows-no-job',
      comment: 'An operation enqueues work through the application layer.',
      severity: 'error',
      from: { path: layer('api') },
      to: { path: layer('jobs') },
    },
    {
      name: 'only-the-schema-lists-operations',
      comment: 'schema.ts is the table of contents of the API.',
      severity: 'error',
      from: { path: service, pathNot: `${service}/schema\\.ts$` },
      to: { path: '\\.(mutation|query)\\.ts$' },
    },
    {
      name: 'areas-know-no-process',
      comment: 'The service composes its areas in schema.ts, server.ts and processes/, never the other way round.',
      severity: 'error',
      from: { path: `${anyArea}/` },
      to: { path: `${service}/(?:(?:schema|subgraph|server|context)\\.ts$|(?:database|processes|cli)/)` },
    },
    {
      name: 'database-knows-stores-only',
      comment:
        'The data source lists the row classes of the stores; a migration must not change with a rule or a use case.',
      severity: 'error',
      from: { path: `${service}/database/` },
      to: { path: `${service}/(?:[^/]+/(?:domain|application|api|jobs)/|schema\\.ts$|server\\.ts$|processes/|cli/)` },
    },
    {
      name: 'nothing-imports-processes',
      comment: 'An entry point runs when it is imported.',
      severity: 'error',
      from: { path: service, pathNot: `${service}/(?:processes|cli)/` },
      to: { path: `${service}/(?:processes|cli)/` },
    },
    {
      name: 'services-are-separate',
      comment: 'Services communicate by events and by the graph, never by import.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^(services|gateway)/', pathNot: '^services/$1/' },
    },

    // The rest of the repository.
    ...order('areas/gateway', 'gateway/src', GATEWAY_AREAS),
    {
      name: 'rooms-of-the-gateway',
      comment: 'A file of the gateway is in one of its areas, or composes the gateway at the top of src/.',
      severity: 'error',
      from: {
        path: '^gateway/src/',
        pathNot: [
          `^gateway/src/(?:${GATEWAY_AREAS.join('|')})/`,
          '^gateway/src/(?:main|server|compose|environment)\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'gateway-knows-no-service',
      comment: 'The gateway is generic: terms of the domain stay in the services.',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: '^services/' },
    },
    {
      name: 'license-of-the-gateway',
      comment: 'Elastic-2.0 packages stay in the gateway and in the tools that compose its supergraph.',
      severity: 'error',
      from: { pathNot: '^(gateway|tests)/' },
      to: { path: 'node_modules/@apollo/(gateway|composition|query-planner|query-graphs|federation-internals)/' },
    },
    ...order('packages', 'packages', PACKAGES, 'src/'),
    {
      name: 'packages-know-no-service',
      comment: 'Every service builds on the packages, so a package cannot build on a service.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|gateway|cli|development|tests|bench|web)/' },
    },
    {
      name: 'production-knows-no-development',
      comment: 'The stack, the console, the sign-in provider, the test kit and test files never run in production.',
      severity: 'error',
      from: { path: ['^(?:services/[^/]+|gateway|cli)/src/', '^packages/(?!test-kit)[^/]+/src/'] },
      to: { path: ['^(?:development|tests|bench|tools|web)/', '^packages/test-kit/', '/test/'] },
    },
    {
      name: 'development-starts-processes',
      comment: 'The stack runs services as processes, as production does; it imports none of them.',
      severity: 'error',
      from: { path: '^development/' },
      to: { path: '^(services|gateway|tests|bench|web)/' },
    },
    {
      name: 'commands-are-of-services',
      comment:
        'The program of operators composes the commands that services export from cli/, with their settings and migrations: no rule, statement or access decision of its own.',
      severity: 'error',
      from: { path: '^cli/src/' },
      to: { path: ['^services/[^/]+/src/(?!cli/|environment\\.ts$|database/migrations\\.ts$)', '^gateway/'] },
    },
    {
      name: 'commands-load-on-demand',
      comment: 'The help and a wrong call answer at once: a command loads its service when it runs.',
      severity: 'error',
      from: { path: '^cli/src/(?:commands/|[^/]+$)' },
      to: {
        path: ['^services/', 'node_modules/(?:zod|pg|typeorm)/'],
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'tests-of-calls-need-no-product',
      comment: 'A test of the program checks calls and judgments; what needs a product is a journey in tests/.',
      severity: 'error',
      from: { path: '^cli/(?!src/)' },
      to: { path: '^(services|gateway|development|tests|bench|web)/' },
    },
    {
      name: 'services-know-no-program',
      comment: 'A service exports commands; the program that composes them depends on it.',
      severity: 'error',
      from: { path: '^(?:services|packages|gateway|development)/' },
      to: { path: '^cli/' },
    },
    {
      name: 'tests-import-no-bench',
      comment: 'A test must not depend on a measurement or a front end.',
      severity: 'error',
      from: { path: '^tests/' },
      to: { path: '^(bench|web)/' },
    },
    {
      name: 'bench-imports-no-test',
      comment: 'A bench measures the product; what it shares with tests is in the test kit.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: ['^(tests|web|tools)/', '/test/'] },
    },
    {
      name: 'web-knows-the-api-only',
      comment: 'The front end is a client of the public API.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^(?!web/src/|packages/client/|node_modules/|web/node_modules/)[^/]+/' },
    },
    {
      name: 'web-tests-use-the-product',
      comment: 'A test of a page starts the product and uses it in a browser.',
      severity: 'error',
      from: { path: '^web/(?!src/)' },
      to: { path: '^(services|bench)/' },
    },
    {
      name: 'web-pages-are-separate',
      comment: 'A page imports no other page: move what they share to app, design, charts or text.',
      severity: 'error',
      from: { path: '^web/src/pages/([^/]+)/' },
      to: { path: '^web/src/pages/', pathNot: '^web/src/pages/$1/' },
    },
    {
      name: 'web-only-the-router-imports-pages',
      comment: 'router.tsx is the table of contents of the application.',
      severity: 'error',
      from: { path: '^web/src/(?!pages/|app/router\\.tsx$)' },
      to: { path: '^web/src/pages/' },
    },
    {
      name: 'web-design-knows-no-data',
      comment: 'Charts, components and formats of text take values; they ask nothing.',
      severity: 'error',
      from: { path: '^web/src/(?:charts|design|text)/' },
      to: { path: '^(?:web/src/(?:app|graphql|pages)|packages/client)/' },
    },
    {
      name: 'web-only-ask-calls-the-api',
      comment: 'Renewal, reload and repetition are in one place.',
      severity: 'error',
      from: { path: '^web/src/', pathNot: '^web/src/graphql/ask\\.ts$' },
      to: { path: '^packages/client/src/(?:client|client-credentials)\\.ts$' },
    },
    {
      name: 'tools-stand-alone',
      comment: 'Tools and containers run before anything is built.',
      severity: 'error',
      from: { path: ['^(tools|containers)/', '^[^/]+$'] },
      to: { path: '^(?:services|gateway|cli|development|tests|bench|web|packages/(?!test-kit))/?' },
    },
    {
      name: 'every-folder-has-a-rule',
      comment: 'A new folder of the repository needs a rule for what it may import.',
      severity: 'error',
      from: {
        pathNot: [
          '^(services|gateway|cli|packages|development|tests|bench|web|tools|containers)/',
          '^[^/]+$',
          'node_modules/',
        ],
      },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/(?!type-graphql|graphql|@apollo))/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@app/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
