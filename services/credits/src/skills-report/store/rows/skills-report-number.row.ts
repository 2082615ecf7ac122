import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number of a person among all who were ever on a report of the organisation. */
@Entity({ name: 'skills_report_number' })
export class SkillsReportNumberRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'person_ref', type: 'text' })
  personRef!: string;

  @Column({ type: 'integer' })
  number!: number;
}
