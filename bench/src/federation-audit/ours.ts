import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { textOfAnswer } from '@app/gateway/execution/answer-text';
import { federated } from '@app/gateway/execution/federated-server';
import { type OperationScope, traceOf } from '@app/gateway/execution/operation-scope';
import { subgraphPool } from '@app/gateway/execution/subgraphs/subgraph-pool';
import { subgraphSource } from '@app/gateway/execution/subgraphs/subgraph-source';
import { createMetrics } from '@app/gateway/health/metrics';
import { LIMITS } from '@app/gateway/limits/limits';
import { acceptedDocuments } from '@app/gateway/planning/accepted-documents';
import { boundedStore } from '@app/gateway/planning/bounded-store';
import { operationPreparer, type PreparedOperation } from '@app/gateway/planning/prepared-operation';
import { loadSupergraph } from '@app/gateway/planning/supergraph';
import { createLog } from '@app/subgraph-kit/processes/log';
import type { DocumentNode } from 'graphql';
import type { Suite } from './audit.js';
import type { AuditedGateway } from './audited.js';

/** The planning and the execution of the product's gateway, without callers and limits: the audit asks anonymously. */
export async function startOurs(suite: Suite): Promise<AuditedGateway> {
  const supergraph = loadSupergraph(suite.supergraph);
  const log = createLog('gateway');
  log.level = 'silent';
  const metrics = createMetrics(log);
  const pools = suite.subgraphs.map(({ url }) => subgraphPool(url));
  const sources = new Map(
    suite.subgraphs.map(({ name, url }, nth) => {
      const pool = pools[nth] ?? subgraphPool(url);
      return [name, subgraphSource({ name, url, pool, log, metrics })];
    }),
  );
  const documents = acceptedDocuments(boundedStore<DocumentNode>(LIMITS.cachedDocuments));
  const preparer = operationPreparer(supergraph, boundedStore<PreparedOperation>(LIMITS.cachedPlans), documents);
  const server = new ApolloServer<OperationScope>({
    gateway: federated({ supergraph, sdl: suite.supergraph, sources, preparer }),
    documentStore: documents.store,
  });
  await server.start();
  return {
    async ask(query) {
      const { body } = await server.executeOperation({ query }, { contextValue: anonymousScope() });
      if (body.kind !== 'single') throw new Error('The answer has several parts.');
      return JSON.parse(textOfAnswer(body.singleResult));
    },
    async stop() {
      await server.stop();
      await Promise.all(pools.map((pool) => pool.close()));
    },
  };
}

function anonymousScope(): OperationScope {
  const requestId = randomUUID();
  return {
    requestId,
    traceparent: traceOf(undefined, requestId),
    caller: { kind: 'anonymous' },
    deadline: performance.now() + LIMITS.requestTimeout,
    identityToken: async () => 'none',
    counted: { fetches: 0 },
  };
}
