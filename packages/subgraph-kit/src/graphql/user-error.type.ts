import 'reflect-metadata';
import { Field, InterfaceType } from 'type-graphql';

/**
 * The interface of expected errors. Its fields are frozen at `message`: each subgraph implements it with its own types.
 */
@InterfaceType({
  description: 'The interface of expected errors: a sentence for the user that says what they can do next.',
  resolveType: (value: object) => value.constructor.name.replace(/Type$/, ''),
})
export abstract class UserError {
  @Field(() => String)
  message!: string;
}
