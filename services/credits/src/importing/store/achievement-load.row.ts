import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the load of one file came. */
@Entity({ name: 'achievement_load' })
export class AchievementLoadRow {
  @PrimaryColumn({ type: 'text' })
  source!: string;

  /** SHA-256 of the file. */
  @PrimaryColumn({ type: 'text' })
  digest!: string;

  @Column({ name: 'byte_offset', type: 'bigint' })
  byteOffset!: string;

  @Column({ type: 'bigint' })
  line!: string;

  @Column({ name: 'refused_length', type: 'bigint' })
  rejectedLength!: string;

  @Column({ type: 'bigint' })
  recorded!: string;

  @Column({ type: 'bigint' })
  repeated!: string;

  @Column({ type: 'bigint' })
  refused!: string;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt!: Date;
}
