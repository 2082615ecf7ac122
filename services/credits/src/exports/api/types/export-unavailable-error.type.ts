import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { ObjectType } from 'type-graphql';

@ObjectType({
  implements: UserError,
  description:
    'There is no such data, its form does not fit, or too many exports are there; the message says what to do.',
})
export class ExportUnavailableError extends UserError {}
