import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../values/domain/names-of.js';

export const TrainingKindEnum = namesOf(['MODULE', 'LEARNING_PATH']);
registerEnumType(TrainingKindEnum, { name: 'TrainingKind', description: 'The kind of the completed item.' });
