import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import type { Pool } from 'undici';
import type { GatewaySettings } from '../environment.js';
import type { Metrics } from '../health/metrics.js';
import { documentLimits } from '../limits/document-limits.js';
import { LIMITS } from '../limits/limits.js';
import { requestChecks } from '../limits/request-checks.js';
import { acceptedDocuments } from '../planning/accepted-documents.js';
import { boundedStore } from '../planning/bounded-store.js';
import { planExpected } from '../planning/plan-expected.js';
import { operationPreparer, type PreparedOperation } from '../planning/prepared-operation.js';
import { loadSupergraph } from '../planning/supergraph.js';
import { textOfAnswer } from './answer-text.js';
import { errorAnswers } from './error-answers.js';
import { federated } from './federated-server.js';
import { libraryGateway } from './library-gateway.js';
import { libraryLog } from './library-log.js';
import type { OperationScope } from './operation-scope.js';
import { subgraphSource } from './subgraphs/subgraph-source.js';

/** Starts the federated server over a static supergraph; rejects when the supergraph does not load. */
export async function startApollo(options: {
  supergraph: string;
  settings: Pick<GatewaySettings, 'production' | 'subgraphs' | 'execution'>;
  pools: ReadonlyMap<string, Pool>;
  log: Logger;
  metrics: Metrics;
  /** Documents that will be sent, which are planned before the server is ready. */
  expected: readonly string[];
}): Promise<ApolloServer<OperationScope>> {
  const { settings, pools, log, metrics } = options;
  const { production, subgraphs, execution } = settings;
  const logger = libraryLog(log);
  const supergraph = loadSupergraph(options.supergraph);
  const sources = new Map(
    supergraph.subgraphs.map((name) => {
      const url = subgraphs[name];
      const pool = pools.get(name);
      if (url === undefined || pool === undefined) throw new Error(`No address is set for the subgraph ${name}.`);
      return [name, subgraphSource({ name, url, pool, log, metrics })];
    }),
  );
  const parsed = boundedStore<DocumentNode>(LIMITS.cachedDocuments);
  const plans = boundedStore<PreparedOperation>(LIMITS.cachedPlans);
  metrics.cache('documents', parsed);
  metrics.cache('plans', plans);
  const documents = acceptedDocuments(parsed);
  const preparer = operationPreparer(supergraph, plans, documents);
  const sdl = options.supergraph;
  const apollo = new ApolloServer<OperationScope>({
    gateway:
      execution === 'apollo'
        ? await libraryGateway(sdl, sources, log)
        : federated({ supergraph, sdl, sources, preparer }),
    documentStore: documents.store,
    logger,
    nodeEnv: production ? 'production' : 'development',
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    // A page of another site cannot send any of these without a preflight. Browsers never add a bearer token on their
    // own, and no other authorization scheme gets this far.
    csrfPrevention: { requestHeaders: ['apollo-require-preflight', 'x-apollo-operation-name', 'authorization'] },
    parseOptions: { maxLexicalTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.validationErrors },
    maxRecursiveSelections: LIMITS.recursiveSelections,
    validationRules: [documentLimits(LIMITS)],
    stringifyResult: textOfAnswer,
    formatError: errorAnswers(log, !production),
    plugins: [
      requestChecks,
      metrics.operations,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await apollo.start();
  if (execution === 'compiled') planExpected(options.expected, supergraph.apiSchema, preparer, log);
  return apollo;
}
