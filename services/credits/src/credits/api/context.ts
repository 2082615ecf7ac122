import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { ContextWith } from '../../dependencies.js';
import type { Contribution } from '../domain/contribution.js';
import type { Standing } from '../domain/credit.js';
import { creditPagesByOwner } from './credit-pages-by-owner.loader.js';
import { outdatedByOrganization } from './outdated-by-organization.loader.js';

/** The part of a credit that decides what it adds. */
export type ContributingCredit = {
  readonly organizationId: string;
  readonly personRef: string;
  readonly achievementId: string;
  readonly credentialCode: string;
  readonly standing: Standing;
};

/** The GraphQL context of credits. */
export type CreditsContext = ContextWith<
  ReturnType<typeof creditsLoaders> & {
    /** Provided by scores: what a credit adds to today's score of its organization. */
    contributions(credit: ContributingCredit): Promise<readonly Contribution[]>;
  }
>;

/** Fresh loaders for one request. */
export function creditsLoaders(reads: RequestReads, rulesVersion: string) {
  return { creditPages: creditPagesByOwner(reads), outdated: outdatedByOrganization(reads, rulesVersion) };
}
