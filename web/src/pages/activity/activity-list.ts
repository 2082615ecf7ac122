/** What a page can list, as its address states it. */
export const LISTS = ['accounts', 'links'] as const;
export type ActivityList = (typeof LISTS)[number];
