import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** From a day on so many people more, or fewer, hold a credential of a list. Only ever added; the fold moves it to days and months. */
@Entity({ name: 'holder_change' })
export class HolderChangeRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ name: 'list_id', type: 'integer' })
  listId!: number;

  @Column({ type: 'date' })
  day!: string;

  @Column({ type: 'integer' })
  change!: number;
}
