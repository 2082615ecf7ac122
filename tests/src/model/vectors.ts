import { parse } from 'yaml';
import type { Common, Decision, Listing } from '../../../services/association/test/support/vectors.js';
import { repositoryFile } from '../repository.js';

type Vectors = { vectors: (Decision | Listing | (Common & { kind: 'credit' | 'sources' }))[] };

/** The examples of linking with their answers, from the association service. */
export function associationVectors(): Vectors['vectors'] {
  return (parse(repositoryFile('services/association/test/vectors/associations.yaml')) as Vectors).vectors;
}
