import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Field, ObjectType } from 'type-graphql';
import type { LearningSource } from '../../../providers/domain/learning-source.js';
import type { FlowProblem } from '../../domain/flow.js';
import { flowProblemText } from '../../domain/flow-problem-text.js';
import { AssociationFlowProblemEnum } from './enums.type.js';

@ObjectType({
  implements: UserError,
  description: 'The flow cannot be confirmed; nothing was used up. The message names the remedy (R6).',
})
export class AssociationFlowError extends UserError {
  @Field(() => AssociationFlowProblemEnum)
  problem!: FlowProblem;

  /** `source` is null for a flow that the caller must not learn about. */
  static of(problem: FlowProblem, source: LearningSource | null): AssociationFlowError {
    return objectOf(AssociationFlowError, { message: flowProblemText(problem, source), problem });
  }
}
