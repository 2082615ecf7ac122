declare const objectId: unique symbol;

/** Who a person is in their organisation's directory (`oid`); compared exactly as it comes. */
export type ObjectId = string & { readonly [objectId]: true };

const OBJECT_ID = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** The id, or undefined for what no directory issues: nothing, more than 255 characters, or what is no text. */
export function parseObjectId(text: string): ObjectId | undefined {
  return OBJECT_ID.test(text) ? (text as ObjectId) : undefined;
}
