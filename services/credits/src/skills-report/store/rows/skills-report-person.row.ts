import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person of a report: the one place of names, addresses and profile ids. */
@Entity({ name: 'skills_report_person' })
export class SkillsReportPersonRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @PrimaryColumn({ name: 'person_no', type: 'integer' })
  personNo!: number;

  @Column({ name: 'person_ref', type: 'text' })
  personRef!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ name: 'display_name', type: 'text', nullable: true })
  displayName!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ name: 'learn_profile_id', type: 'text', nullable: true })
  learnProfileId!: string | null;

  @Column({ name: 'university_profile_id', type: 'text', nullable: true })
  universityProfileId!: string | null;

  @Column({ type: 'text', nullable: true })
  department!: string | null;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column({ type: 'boolean' })
  leaving!: boolean;

  @Column({ name: 'first_row', type: 'integer' })
  firstRow!: number;

  @Column({ name: 'last_row', type: 'integer' })
  lastRow!: number;

  @Column({ name: 'search_key', type: 'text', insert: false, update: false })
  searchKey!: string;
}
