import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { REPOSITORY, repositoryFile } from '../repository.js';
import { apiSchema } from './composed-api.js';
import { compareWithContract } from './contract-difference.js';

// `npm run schemas`: records which parts of the contract the composed API lacks. A test keeps the list exact.
const contract = buildSchema(repositoryFile('tests/contract/api.graphql'), { assumeValid: true });
const { missing } = compareWithContract(contract, apiSchema());
const head = '# Parts of the contract that the composed API lacks. Written by `npm run schemas`.\n';
writeFileSync(
  join(REPOSITORY, 'tests/contract/still-missing.txt'),
  `${head}${missing.join('\n')}${missing.length > 0 ? '\n' : ''}`,
);
