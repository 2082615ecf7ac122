import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { LEARNING_SOURCES } from '../domain/learning-source.js';

export const LearningSourceEnum = enumOf(LEARNING_SOURCES);
registerEnumType(LearningSourceEnum, {
  name: 'LearningSource',
  description: "The system that holds a person's achievements. The two are independent slots (R15).",
});
