import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Some hundred lines of a report that follow each other in one of its orders: of a credential, or of all where there is none. */
@Entity({ name: 'skills_report_order' })
export class SkillsReportOrderRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @PrimaryColumn({ name: 'sorted_by', type: 'text' })
  sortedBy!: string;

  @PrimaryColumn({ type: 'boolean' })
  leaving!: boolean;

  @PrimaryColumn({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @PrimaryColumn({ name: 'last_place', type: 'integer' })
  lastPlace!: number;

  @Column({ name: 'first_expiry', type: 'date' })
  firstExpiry!: string;

  @Column({ type: 'integer', array: true })
  places!: number[];

  @Column({ name: 'row_nos', type: 'integer', array: true })
  rowNos!: number[];

  @Column({ type: 'date', array: true })
  expiries!: string[];
}
