import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The random, stable name of a person within an organisation. */
@Entity({ name: 'person_ref' })
export class PersonRefRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ type: 'text' })
  ref!: string;

  /** When what the person holds was worked out last; null: to be worked out. */
  @Column({ name: 'holdings_as_of', type: 'timestamptz', precision: 3, nullable: true })
  holdingsAsOf!: Date | null;

  /** The version of the rule data that the holdings follow from; empty: unknown. */
  @Column({ name: 'rules_version', type: 'text' })
  rulesVersion!: string;
}
