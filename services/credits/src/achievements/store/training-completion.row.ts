import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A completed module or learning path: analytics only, it never scores. */
@Entity({ name: 'training_completion' })
export class TrainingCompletionRow {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ name: 'external_id', type: 'text' })
  externalId!: string;

  @Column({ name: 'profile_id', type: 'text' })
  profileId!: string;

  @Column({ type: 'text' })
  uid!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text', array: true })
  roles!: string[];

  @Column({ type: 'text', array: true })
  products!: string[];

  @Column({ name: 'completed_at', type: 'timestamptz', precision: 3 })
  completedAt!: Date;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt!: Date;
}
