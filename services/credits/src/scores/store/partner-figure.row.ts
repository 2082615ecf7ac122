import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A figure of a partner that scores use; only ever added. */
@Entity({ name: 'partner_figure' })
export class PartnerFigureRow {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ type: 'text', nullable: true })
  designation!: string | null;

  @Column({ type: 'text' })
  metric!: string;

  @Column({ type: 'numeric' })
  value!: string;

  @Column({ name: 'holds_from', type: 'date' })
  holdsFrom!: string;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt!: Date;

  @Column({ name: 'recorded_by', type: 'text' })
  recordedBy!: string;
}
