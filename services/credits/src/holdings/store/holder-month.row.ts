import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What changes of numbers of holders in a whole month, by its first day, add up to. Written by the fold alone. */
@Entity({ name: 'holder_month' })
export class HolderMonthRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'list_id', type: 'integer' })
  listId!: number;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @Column({ type: 'integer' })
  change!: number;
}
