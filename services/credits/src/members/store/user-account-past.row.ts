import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A user as it was until an instant. Kept until the next report is published. */
@Entity({ name: 'user_account_past' })
export class UserAccountPastRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  until!: Date;

  @Column({ type: 'text' })
  email!: string;

  @Column({ name: 'display_name', type: 'text' })
  displayName!: string;

  @Column({ type: 'text', nullable: true })
  department!: string | null;

  @Column({ type: 'text', nullable: true })
  country!: string | null;
}
