import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation, as identity last told it. */
@Entity({ name: 'organization' })
export class OrganizationRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'registered_at', type: 'timestamptz', precision: 3 })
  registeredAt!: Date;
}
