import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a person lets an organisation count in Learn analytics; days since 1970-01-01, in order, items beside them. */
@Entity({ name: 'learner' })
export class LearnerRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ name: 'person_ref', type: 'text' })
  personRef!: string;

  @Column({ name: 'module_days', type: 'integer', array: true })
  moduleDays!: number[];

  @Column({ name: 'module_items', type: 'integer', array: true })
  moduleItems!: number[];

  /** The day on which the person completed the same item last before; null where there is none for any. */
  @Column({ name: 'module_before', type: 'integer', array: true, nullable: true })
  moduleBefore!: (number | null)[] | null;

  @Column({ name: 'path_days', type: 'integer', array: true })
  pathDays!: number[];

  @Column({ name: 'path_items', type: 'integer', array: true })
  pathItems!: number[];

  @Column({ name: 'path_before', type: 'integer', array: true, nullable: true })
  pathBefore!: (number | null)[] | null;
}
