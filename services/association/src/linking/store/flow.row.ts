import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { SignInProblem } from '../../providers/domain/sign-in-problem.js';
import type { FlowStatus } from '../domain/flow.js';

/** Table association.flow. */
@Entity({ schema: 'association', name: 'flow' })
export class FlowRow {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  source!: LearningSource;

  @Column('text', { name: 'return_to' })
  returnTo!: string;

  @Column('text')
  status!: FlowStatus;

  @Column('text', { nullable: true })
  problem!: SignInProblem | null;

  /** The program and the request that began the flow. */
  @Column('text', { nullable: true })
  client!: string | null;

  @Column('text', { name: 'request_id' })
  requestId!: string;

  @Column('timestamptz', { name: 'begun_at' })
  begunAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'opened_at', nullable: true })
  openedAt!: Date | null;

  /** The end of an exchange of the provider's code. */
  @Column('timestamptz', { name: 'exchange_until', nullable: true })
  exchangeUntil!: Date | null;

  @Column('text', { name: 'cookie_hash', nullable: true })
  cookieHash!: string | null;

  @Column('text', { name: 'state_hash', nullable: true })
  stateHash!: string | null;

  @Column('text', { name: 'sealed_secrets', nullable: true })
  sealedSecrets!: string | null;

  /** The account that signed in, as its provider names it; encrypted, and only while the flow can be confirmed. */
  @Column('text', { name: 'sealed_account_name', nullable: true })
  sealedAccountName!: string | null;

  @Column('text', { name: 'code_hash', nullable: true })
  codeHash!: string | null;

  @Column('integer', { name: 'wrong_codes' })
  wrongCodes!: number;

  /** The outcome of the confirmation, for a repeated confirmation. */
  @Column('jsonb', { nullable: true })
  answer!: object | null;
}
