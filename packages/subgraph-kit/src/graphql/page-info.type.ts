import 'reflect-metadata';
import { Directive, Field, ObjectType } from 'type-graphql';

/** Position of a page in its list (Relay). */
@Directive('@shareable')
@ObjectType({ description: 'Position of a page in its list.' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}
