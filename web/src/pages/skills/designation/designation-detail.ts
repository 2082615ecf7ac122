import type { DesignationQuery } from '../../../graphql/documents.ts';

/** What the page knows of the organization. */
export type Organization = NonNullable<DesignationQuery['callerOrganization']>;

/** The designation that the page shows. */
export type DesignationDetail = NonNullable<Organization['designation']>;

/** Skilling points on the first days of the next months. */
export type Forecast = NonNullable<Organization['forecast']>;

/** The scores of the monthly reports, oldest first. */
export type History = NonNullable<Organization['designationHistory']>;
