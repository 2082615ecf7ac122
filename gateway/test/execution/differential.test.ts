import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { type GeneratedServices, startGeneratedServices } from '../support/generated-services.js';
import { randomOperation } from '../support/random-operation.js';
import { expectSameAnswer } from '../support/same-answer.js';

/**
 * Operations per seed, and the seeds; TEST_OPERATIONS and TEST_OPERATIONS_SEEDS set more. A failure prints the smallest
 * document.
 */
const OPERATIONS = Number(process.env.TEST_OPERATIONS ?? 60);
const SEEDS = (process.env.TEST_OPERATIONS_SEEDS ?? '20261130,2938,3036').split(',').map(Number);

let services: GeneratedServices;

beforeAll(async () => {
  services = await startGeneratedServices();
});
afterAll(() => services.stop());

describe('the gateway answers like one schema without federation', () => {
  for (const seed of SEEDS) {
    test(`random operations of seed ${seed}: data, their order, and each error with its path and code`, async () => {
      let compared = 0;
      const choices = fc.array(fc.nat({ max: 9999 }), { minLength: 40, maxLength: 400, size: 'max' });
      const operations = choices.map((sequence) => randomOperation(services.schema, sequence));
      await fc.assert(
        fc.asyncProperty(operations, async ({ source, variables, otherwise }) => {
          if (validate(services.schema, parse(source)).length > 0) return;
          if (await expectSameAnswer(services, source, variables)) compared++;
          // The result of preparing one operation must not affect another.
          if (otherwise !== undefined) await expectSameAnswer(services, source, otherwise);
        }),
        { seed, numRuns: OPERATIONS },
      );
      // Documents that are invalid or too large for the gateway prove nothing.
      expect(compared).toBeGreaterThan(OPERATIONS / 2);
    }, 3_600_000);
  }
});
