import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A user, as identity last told it. */
@Entity({ name: 'user_account' })
export class UserAccountRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ name: 'display_name', type: 'text' })
  displayName!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ name: 'leaves_report_at', type: 'timestamptz', precision: 3, nullable: true })
  leavesReportAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  department!: string | null;

  @Column({ type: 'text', nullable: true })
  country!: string | null;
}
