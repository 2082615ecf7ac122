import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { REPOSITORY, repositoryFile } from '../repository.js';
import { apiSchema } from './composed-api.js';
import { compareWithContract } from './contract-difference.js';

// Run after a part of the contract was built: `npm run contract`. The test keeps the list exact in both directions.
const contract = buildSchema(repositoryFile('tests/contract/api.graphql'), { assumeValid: true });
const { missing } = compareWithContract(contract, apiSchema());
const head = '# What the contract promises and the composed API does not hold yet. Written by `npm run contract`.\n';
writeFileSync(
  join(REPOSITORY, 'tests/contract/still-missing.txt'),
  `${head}${missing.join('\n')}${missing.length > 0 ? '\n' : ''}`,
);
