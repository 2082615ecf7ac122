import { Entity, PrimaryColumn } from 'typeorm';

/** The holders of this list are counted in this organisation: changes are added whenever holdings change. */
@Entity({ name: 'counted_list' })
export class CountedListRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'list_id', type: 'integer' })
  listId!: number;
}
