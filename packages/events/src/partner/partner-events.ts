import type { z } from 'zod';
import { associationEnded, associationStarted } from './association-events.js';
import { creditCounted, creditDropped } from './credit-events.js';
import { designationAttained, designationLost } from './designation-events.js';
import { exportFailed, exportReady } from './export-events.js';
import { reportPublished } from './report-events.js';
import { userLeaving, userLeft } from './user-events.js';
import { webhookDisabled, webhookTest } from './webhook-events.js';

/** Every type of event that partners receive, in the order of the documentation. */
export const PARTNER_EVENTS = [
  associationStarted,
  associationEnded,
  creditCounted,
  creditDropped,
  designationAttained,
  designationLost,
  reportPublished,
  exportReady,
  exportFailed,
  userLeaving,
  userLeft,
  webhookDisabled,
  webhookTest,
] as const;

type Contract = (typeof PARTNER_EVENTS)[number];

/** The name of a type, such as `credit.counted`. */
export type PartnerEventType = Contract['type'];

/**
 * An event to record: its data by its type, what it is about, and when it happened. Of two events about one subject the
 * one with the higher version is the newer.
 */
export type PartnerEvent = {
  [Type in PartnerEventType]: {
    readonly type: Type;
    readonly organizationId: string;
    readonly subject: string;
    readonly subjectVersion: number;
    readonly occurredAt: Date;
    readonly data: z.output<Extract<Contract, { type: Type }>['data']>;
  };
}[PartnerEventType];
