import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ListedCredential } from '../../rules/domain/credential-list.js';

/** A list of credentials of which one suffices, as some version of the rules asks for it. */
@Entity({ name: 'credential_list' })
export class CredentialListRow {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'jsonb' })
  members!: ListedCredential[];
}
