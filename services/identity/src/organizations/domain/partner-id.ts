declare const partnerId: unique symbol;

/** PartnerID of a partner global account. */
export type PartnerId = string & { readonly [partnerId]: true };

const PARTNER_ID = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/;

/** The id as it is stored; undefined unless it is 1 to 32 letters, digits and inner hyphens. */
export function parsePartnerId(text: string): PartnerId | undefined {
  const id = text.trim();
  return PARTNER_ID.test(id) ? (id as PartnerId) : undefined;
}
