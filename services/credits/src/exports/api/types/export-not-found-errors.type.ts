import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { ObjectType } from 'type-graphql';

@ObjectType({ implements: UserError, description: 'The caller sees no export with this id.' })
export class ExportNotFoundError extends UserError {}

@ObjectType({ implements: UserError, description: 'The caller sees no feed with this id.' })
export class ExportFeedNotFoundError extends UserError {}

export const NO_EXPORT = { message: 'There is no such export. The list of exports has those that you may see.' };
export const NO_FEED = { message: 'There is no such feed. The list of feeds has those that you may see.' };
