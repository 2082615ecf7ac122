import { type LearningProviderAnswers, startLearningProvider } from '@app/test-kit/learning-provider';
import type { LearningSource } from '../../src/providers/domain/learning-source.js';
import { aPerson, problemAt, testAssociation } from './association.js';

/** Short, so that tests of a silent provider are. */
export const EXCHANGE_MILLISECONDS = 1_000;

export type MisbehavingProvider = Awaited<ReturnType<typeof misbehavingProvider>>;

/** The service with a provider for Microsoft Learn that misbehaves as a test wants; `both` sources have the same. */
export async function misbehavingProvider({ both = false } = {}) {
  const provider = await startLearningProvider();
  const learn = { ...learnAt(provider.issuer), exchangeTimeout: EXCHANGE_MILLISECONDS };
  const service = await testAssociation({ learn, ...(both && { university: learn }) });
  return {
    provider,
    service,
    /** The result of a sign-in with these responses: a problem, or `proved`. */
    signIn: async (answers: LearningProviderAnswers, source: LearningSource = 'MICROSOFT_LEARN'): Promise<string> => {
      provider.answer(answers);
      const page = await service.visit(await service.begin(aPerson(), source), 'any-account');
      return (
        problemAt(page) ?? (new URL(page.url).searchParams.get('completion_code') ? 'proved' : `status ${page.status}`)
      );
    },
    proofs: async () =>
      (await service.sql<{ count: number }>('SELECT count(*)::int AS count FROM association.proof'))[0]?.count,
    async stop(): Promise<void> {
      await service.stop();
      await provider.stop();
    },
  };
}

/** Settings of a service that uses this provider. */
export function learnAt(issuer: string, discoveryUrl: string | null = null) {
  return { issuer, discoveryUrl, insecure: true, clientId: 'client', clientSecret: 'secret', profileClaim: 'mcid' };
}
