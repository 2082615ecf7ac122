/** The sort orders of users; equal values are sorted by id, in the same direction. */
export const USER_ORDERS = [
  'NAME_ASC',
  'NAME_DESC',
  'EMAIL_ASC',
  'EMAIL_DESC',
  'INVITED_AT_ASC',
  'INVITED_AT_DESC',
] as const;

export type UserOrder = (typeof USER_ORDERS)[number];
