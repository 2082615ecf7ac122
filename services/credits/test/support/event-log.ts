import { randomUUID } from 'node:crypto';
import type { PartnerEvent } from '@app/events/partner/partner-events';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { DataSource } from 'typeorm';
import { creditsDataSource } from '../../src/database/data-source.js';
import { numberEvents } from '../../src/events/application/number-events.js';
import { recordEvents } from '../../src/events/store/event.store.js';
import type { TestCredits } from './credits.js';
import { type Body, eventPage } from './events.js';

/** The event log of a service without workers: its relay runs only when a test asks for it. */
export type TestEventLog = {
  readonly dataSource: DataSource;
  /** An event that is not recorded, by default of a new subject. */
  anEvent(organizationId: string, subjectVersion?: number, subject?: string): PartnerEvent;
  /** Records events in one transaction. */
  record(...events: PartnerEvent[]): Promise<void>;
  relay(afterNumbering?: Parameters<typeof numberEvents>[1]): Promise<void>;
  /** The bodies of a page of the event log. */
  bodies(organizationId: string, page?: string): Promise<Body[]>;
  stop(): Promise<void>;
};

export async function testEventLog(credits: TestCredits): Promise<TestEventLog> {
  const dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  return {
    dataSource,
    anEvent: (organizationId, subjectVersion = 1, subject = randomUUID()) => ({
      type: 'webhook.test',
      ...{ organizationId, subject, subjectVersion, occurredAt: credits.clock.now() },
      data: { webhookId: subject.length === 36 ? subject : randomUUID() },
    }),
    record: (...events) => inTransaction(dataSource, 'every-organization', (manager) => recordEvents(manager, events)),
    relay: (afterNumbering) => numberEvents({ dataSource, clock: credits.clock }, afterNumbering),
    async bodies(organizationId, page) {
      const { nodes } = await eventPage(credits, organizationId, page);
      return nodes.map(({ body }) => JSON.parse(body) as Body);
    },
    stop: () => dataSource.destroy(),
  };
}
