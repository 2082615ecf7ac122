// A service that reads and writes, with hooks for tests in the middle of both.
import 'reflect-metadata';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { DataSource, EntityManager } from 'typeorm';
import { Access, allow } from '../../src/access/access.js';
import { columns, integer } from '../../src/database/columns.js';
import { withIdempotency } from '../../src/database/idempotency.js';
import { inTransaction } from '../../src/database/transaction.js';
import type { RequestContext } from '../../src/processes/server.js';
import { HERE } from './notes.js';

export type Interruptions = {
  /** Inside the transaction, after its row is written; counts from 1. */
  write(attempt: number, manager: EntityManager): Promise<void>;
  /** Between the two reads of a query; counts from 1. */
  read(attempt: number): Promise<void>;
};

export type LedgerContext = RequestContext & {
  source: DataSource;
  interruptions: Interruptions;
  attempts: { count: number };
};

const COUNT = columns({ n: integer('count(*)::integer') });

@Resolver()
export class LedgerResolver {
  @Query(() => [Int], { description: 'The number of notes, read twice.' })
  @Access(allow('signed-in'))
  async counts(@Ctx() { reads, interruptions, attempts }: LedgerContext): Promise<number[]> {
    const count = async () => {
      const rows = await reads.query({ name: 'count', columns: COUNT, text: `SELECT ${COUNT} FROM note` }, []);
      return rows[0]?.n ?? -1;
    };
    const first = await count();
    attempts.count += 1;
    await interruptions.read(attempts.count);
    return [first, await count()];
  }

  @Mutation(() => Int, { description: 'Writes a note and returns the number of notes.' })
  @Access(allow('signed-in'))
  async write(
    @Arg('text', () => String) text: string,
    @Arg('key', () => String, { nullable: true }) key: string | null,
    @Ctx() { source, caller, clock, interruptions, attempts }: LedgerContext,
  ): Promise<number> {
    return inTransaction(source, { organizationId: HERE }, (manager) =>
      withIdempotency(manager, { caller, operation: 'write', key, input: { text }, clock }, async () => {
        await manager.query('INSERT INTO note VALUES ((random() * 1e9)::int, $1, $2)', [HERE, text]);
        attempts.count += 1;
        await interruptions.write(attempts.count, manager);
        const [{ n }] = await manager.query<[{ n: number }]>('SELECT count(*)::int AS n FROM note');
        return { answer: n, keep: true };
      }),
    );
  }
}
