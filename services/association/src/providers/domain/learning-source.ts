/** The systems that hold a person's achievements. The two are independent slots (R15). */
export const LEARNING_SOURCES = ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] as const;

export type LearningSource = (typeof LEARNING_SOURCES)[number];
