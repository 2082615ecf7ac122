import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What changes of numbers of holders on a day add up to. Written by the fold alone. */
@Entity({ name: 'holder_day' })
export class HolderDayRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'list_id', type: 'integer' })
  listId!: number;

  @PrimaryColumn({ type: 'date' })
  day!: string;

  @Column({ type: 'integer' })
  change!: number;
}
