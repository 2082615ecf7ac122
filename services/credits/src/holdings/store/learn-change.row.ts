import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** How many people more or fewer completed an item in a month; only ever added, and folded. */
@Entity({ name: 'learn_change' })
export class LearnChangeRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ type: 'date' })
  month!: string;

  @Column({ name: 'item_id', type: 'integer' })
  itemId!: number;

  @Column({ type: 'integer' })
  change!: number;
}
