import type { Problem } from '@skill-link/client/outcome';

const UNEXPLAINED: Problem = { code: 'NOT_FOUND', message: 'It does not exist, or you may not see it.' };

/** A page cannot be shown. `problem` has the code, the sentence and the request id. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  readonly problem: Problem;

  constructor(problem: Problem | undefined) {
    super((problem ?? UNEXPLAINED).message);
    this.problem = problem ?? UNEXPLAINED;
  }

  get isSignedOut(): boolean {
    return this.problem.code === 'UNAUTHENTICATED';
  }
}
