import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The announcement that somebody leaves, and when it was taken back. */
@Entity({ name: 'departure' })
export class DepartureRow {
  @PrimaryColumn({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @PrimaryColumn({ name: 'leaving_since', type: 'timestamptz', precision: 3 })
  leavingSince!: Date;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ name: 'leaves_report_at', type: 'timestamptz', precision: 3 })
  leavesReportAt!: Date;

  @Column({ name: 'taken_back_at', type: 'timestamptz', precision: 3, nullable: true })
  takenBackAt!: Date | null;
}
