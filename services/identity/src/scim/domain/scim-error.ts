/** Of every answer that has a body. */
export const SCIM_MEDIA_TYPE = 'application/scim+json; charset=utf-8';

/** The kinds of a 400 or 409 that SCIM knows (RFC 7644, table 9), as far as they occur here. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'uniqueness';

/** A refusal as a directory reads it. */
export class ScimError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
  ) {
    super(detail);
  }

  /** The body of the answer (RFC 7644, 3.12): the status is a text there. */
  get body(): object {
    return {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(this.status),
      ...(this.scimType !== undefined && { scimType: this.scimType }),
      detail: this.detail,
    };
  }
}

/** The request cannot be carried out as it is written. */
export function refused(scimType: ScimType, detail: string): ScimError {
  return new ScimError(scimType === 'uniqueness' ? 409 : 400, detail, scimType);
}

/** Absent, deleted, or another organisation's: nobody can tell which. */
export function notFound(): ScimError {
  return new ScimError(404, 'There is no such resource.');
}
