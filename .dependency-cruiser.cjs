/** The direction of imports; the comment of a rule is the reason a reader gets. */
const service = '^services/([^/]+)/src';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '\\.type\\.ts$|\\.stub\\.ts$' } },
    },
    {
      name: 'domain-is-pure',
      comment: 'A rule is a function of facts and time: no framework, no Node.js, no database.',
      severity: 'error',
      from: { path: `${service}/domain/` },
      to: { pathNot: [`${service}/domain/`] },
    },
    {
      name: 'persistence-knows-no-api',
      comment: 'Tables know rules and TypeORM, not GraphQL and not what is done with them.',
      severity: 'error',
      from: { path: `${service}/persistence/` },
      to: { path: [`${service}/(graphql|operations|jobs)/`, 'node_modules/type-graphql/'] },
    },
    {
      name: 'use-cases-know-no-graphql',
      comment: 'A use case is called by a resolver, a job or a route alike.',
      severity: 'error',
      from: { path: `${service}/operations/[^/]+/[^.]+\\.ts$` },
      to: { path: [`${service}/graphql/`, 'node_modules/(type-)?graphql/'] },
    },
    {
      name: 'operations-are-independent',
      comment: 'One operation changes for one reason; what two of them share belongs to the domain or to persistence.',
      severity: 'error',
      from: { path: `${service}/operations/([^/]+)/` },
      to: { path: `${service}/operations/`, pathNot: `${service}/operations/$2/` },
    },
    {
      name: 'only-the-schema-lists-resolvers',
      comment: 'schema.ts is the table of contents of the API.',
      severity: 'error',
      from: { path: service, pathNot: `${service}/schema\\.ts$` },
      to: { path: '\\.(mutation|query)\\.ts$' },
    },
    {
      name: 'graphql-does-not-import-operations',
      comment: 'What several operations share cannot depend on one of them.',
      severity: 'error',
      from: { path: `${service}/graphql/` },
      to: { path: `${service}/operations/` },
    },
    {
      name: 'jobs-know-no-graphql',
      comment: 'A job has no caller and no request.',
      severity: 'error',
      from: { path: `${service}/jobs/` },
      to: { path: `${service}/graphql/` },
    },
    {
      name: 'services-are-strangers',
      comment: 'Services know each other by events and by the graph, never by import.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src' },
      to: { path: '^(services|gateway)/', pathNot: '^services/$1/' },
    },
    {
      name: 'the-gateway-knows-no-service',
      comment: 'The gateway holds no word of the domain.',
      severity: 'error',
      from: { path: '^gateway/src' },
      to: { path: '^services/' },
    },
    {
      name: 'packages-know-no-service',
      comment: 'What all services stand on cannot stand on one of them.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|gateway|development|tests)/' },
    },
    {
      name: 'development-stays-out-of-production',
      comment: 'The sign-in provider and the launcher never run in production.',
      severity: 'error',
      from: { path: '^(services|gateway|packages)/[^/]*/?src' },
      to: { path: '^development/' },
    },
    {
      name: 'the-gateways-licence',
      comment: 'Elastic-2.0 packages stay in the gateway and in the tools that compose its supergraph.',
      severity: 'error',
      from: { pathNot: '^(gateway|tests)/' },
      to: { path: 'node_modules/@apollo/(gateway|composition|query-planner|query-graphs|federation-internals)/' },
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
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
