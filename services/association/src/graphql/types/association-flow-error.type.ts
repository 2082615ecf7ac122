import { UserError } from '@app/subgraph-kit/user-error.type';
import { Field, ObjectType } from 'type-graphql';
import { type FlowProblem, flowProblemText } from '../../domain/flow.js';
import { AssociationFlowProblemEnum } from './enums.type.js';

@ObjectType({
  implements: UserError,
  description: 'The flow cannot be confirmed; nothing was used up. The message names the remedy (R6).',
})
export class AssociationFlowError extends UserError {
  @Field(() => AssociationFlowProblemEnum)
  problem!: FlowProblem;

  static of(problem: FlowProblem): AssociationFlowError {
    return Object.assign(new AssociationFlowError(), { message: flowProblemText(problem), problem });
  }
}
