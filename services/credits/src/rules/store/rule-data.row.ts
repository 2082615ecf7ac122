import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The version of the rule data in force: that of the process which started last. One row. */
@Entity({ name: 'rule_data' })
export class RuleDataRow {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'text' })
  version!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  since!: Date;
}
