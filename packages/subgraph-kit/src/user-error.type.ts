import 'reflect-metadata';
import { Field, InterfaceType } from 'type-graphql';

/** What every expected refusal carries. Frozen at `message`: each subgraph implements it with types of its own. */
@InterfaceType({
  description: 'What every expected refusal carries: a sentence for the person, saying what they can do next.',
  resolveType: (value: object) => value.constructor.name.replace(/Type$/, ''),
})
export abstract class UserError {
  @Field(() => String)
  message!: string;
}
