import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A module or learning path of a source, by a short number. */
@Entity({ name: 'training_item' })
export class TrainingItemRow {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  uid!: string;
}
