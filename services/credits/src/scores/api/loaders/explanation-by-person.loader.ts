import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { byCredential } from '../../../holdings/domain/holder.js';
import { listHoldingsOn, type PersonOf } from '../../../holdings/store/holdings-on-day.store.js';
import type { Day } from '../../../values/domain/day.js';
import type { DesignationOutcome } from '../../domain/designation.js';
import { type Explanation, explain, firstNeeded } from '../../domain/explanation.js';

type ScoreOf = (
  organizationId: string,
  on: Day | null,
) => Promise<{
  readonly designations: readonly DesignationOutcome[];
}>;

/** Explanations of today's scores for people: one statement for all people of a page. */
export function explanationByPerson(reads: RequestReads, score: ScoreOf, today: Day) {
  return new DataLoader<PersonOf, Explanation, string>(explanationsOf, {
    cacheKeyFn: ({ organizationId, personRef }) => `${organizationId} ${personRef}`,
  });

  async function explanationsOf(people: readonly PersonOf[]): Promise<Explanation[]> {
    const ids = [...new Set(people.map(({ organizationId }) => organizationId))];
    const scores = await Promise.all(ids.map(async (id) => ({ id, ...(await score(id, today)) })));
    const codes = scores.flatMap(({ id, designations }) => codesOf(designations).map((code) => codeIn(id, code)));
    const first = Math.max(...scores.map(({ designations }) => firstNeeded(designations)));
    const found = await listHoldingsOn(reads, { first, codes, people }, today);
    const [paying, held] = [found.first, found.held].map((rows) => Map.groupBy(rows, (row) => row.organizationId));
    const explanations = new Map(
      scores.map(({ id, designations }) => [
        id,
        explain(designations, byCredential(paying?.get(id) ?? []), byCredential(held?.get(id) ?? [])),
      ]),
    );
    return people.map(({ organizationId }) => explanations.get(organizationId) ?? explain([], new Map(), new Map()));
  }
}

function codesOf(designations: readonly DesignationOutcome[]): string[] {
  const steps = designations.flatMap(({ metrics }) => metrics.flatMap((metric) => metric.steps));
  return [...new Set(steps.flatMap(({ credentialCodes }) => credentialCodes))];
}

function codeIn(organizationId: string, credentialCode: string) {
  return { organizationId, credentialCode };
}
