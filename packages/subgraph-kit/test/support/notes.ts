// A small service with notes of organizations.
import 'reflect-metadata';
import { Arg, Ctx, Directive, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Access, allow, allowSilently, Subject, withObject } from '../../src/access/access.js';
import { referenceTo } from '../../src/access/reference.js';
import type { Caller } from '../../src/callers/caller.js';
import { columns, integer, text, uuid } from '../../src/database/columns.js';
import { IDEMPOTENCY_TABLE_SQL } from '../../src/database/idempotency.js';
import { prepareService } from '../../src/database/prepare-service.js';
import { objectOf } from '../../src/graphql/object-of.js';
import type { RequestContext } from '../../src/processes/server.js';

export const HERE = '0199aaaa-0000-7000-8000-000000000001';
export const ELSEWHERE = '0199aaaa-0000-7000-8000-000000000002';
const SELF = '0199aaaa-0000-7000-8000-00000000000a';

class CreateNote1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE note (id int CONSTRAINT note_pkey PRIMARY KEY, organization_id uuid NOT NULL, text text NOT NULL);
      ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note FORCE ROW LEVEL SECURITY;
      CREATE POLICY reach ON note USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
      ${IDEMPOTENCY_TABLE_SQL}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE note, idempotency_key');
  }
}

@Directive('@key(fields: "id")')
@ObjectType('Note', { description: 'A note of an organization.' })
@Subject<NoteType>((note) => ({ organizationId: note.organizationId }), { reference: allow('member') })
export class NoteType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => String, { nullable: true })
  @Access(allowSilently('PARTNER_ADMIN'))
  text!: string | null;

  @Field(() => String, { nullable: true })
  @Access(allow('GLOBAL_ADMIN'))
  secret!: string | null;

  organizationId!: string;
}

/** Leaves out the secret. */
export const NoteReference = referenceTo(NoteType, ({ id }: { id: string }) =>
  objectOf(NoteType, { id, text: 'x', secret: null, organizationId: HERE }),
);

const NOTE = columns({ id: integer(), text: text(), organizationId: uuid() });

@Resolver(() => NoteType)
export class NoteResolver {
  @Query(() => [NoteType], { description: 'All notes in the tenant scope.' })
  @Access(allow('signed-in'))
  async notes(@Ctx() context: RequestContext): Promise<NoteType[]> {
    const rows = await context.reads.query(
      { name: 'notes', columns: NOTE, text: `SELECT ${NOTE} FROM note ORDER BY id` },
      [],
    );
    return rows.map((row) =>
      objectOf(NoteType, {
        id: String(row.id),
        text: row.text,
        secret: 's',
        organizationId: row.organizationId,
      }),
    );
  }

  @Query(() => Int, { description: 'Fails because of a bug.' })
  @Access(allow('anyone'))
  async broken(@Ctx() context: RequestContext): Promise<number> {
    await context.reads.query({ name: 'broken', columns: NOTE, text: 'SELECT secret_column FROM note' }, []);
    return 1;
  }

  @Mutation(() => Int, { nullable: true, description: 'Does nothing.' })
  @Access(allow('GLOBAL_ADMIN', 'users:write'))
  touch(@Arg('text', () => String) text: string): number {
    return text.length;
  }
}

export const person = (roles: Extract<Caller, { kind: 'person' }>['roles'] = [], organizationId = HERE): Caller => ({
  kind: 'person',
  userId: SELF,
  organizationId,
  roles,
  signedInAt: null,
  delegated: false,
  clientId: null,
});

/** Prepares a database for the notes. */
export const prepareNotes = (adminUrl: string, passwords: { appPassword: string; workerPassword: string }) =>
  prepareService({ adminUrl, service: 'toy', migrations: [CreateNote1700000000000], ...passwords });
