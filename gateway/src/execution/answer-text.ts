import type { FormattedExecutionResult } from 'graphql';
import type { FieldShape, ObjectShape, Place } from '../planning/answer-shape.js';
import { isObject } from './merge.js';
import type { PlanObject, PlanRun } from './plan-run.js';

/** The data of an answer as the text that is sent. */
export class AnswerText {
  [member: string]: unknown;

  constructor(readonly text: string) {}

  /** The data themselves, for all that does not send them. */
  toJSON(): Record<string, unknown> {
    return JSON.parse(this.text) as Record<string, unknown>;
  }
}

/**
 * The data of an answer without errors as text; undefined where a value is missing or is none of its type, so that
 * `shapeAnswer` has to decide. Both arrange the same data by the same rules; this one makes no objects on the way.
 */
export function answerText({ data, gaps, errors, placeless }: PlanRun, root: ObjectShape): AnswerText | undefined {
  if (errors.length > 0 || placeless.length > 0) return undefined;
  const text = ofObject(data, root);
  return text === undefined ? undefined : new AnswerText(text);

  function ofObject(value: PlanObject, { type, fields }: ObjectShape): string | undefined {
    let text = '';
    for (const field of fields) {
      const member = field.planned === '__typename' ? `"${type}"` : ofField(value, field);
      if (member === undefined) return undefined;
      text += field.lead + member;
    }
    return text === '' ? '{}' : `${text}}`;
  }

  function ofField(holder: PlanObject, { planned, place }: FieldShape): string | undefined {
    const raw = holder[planned];
    if (raw !== undefined) return ofPlace(raw, place);
    return !place.nonNull && gaps.get(holder)?.get(planned) === 'absent' ? 'null' : undefined;
  }

  function ofPlace(raw: unknown, place: Place): string | undefined {
    if (raw === null) return place.nonNull ? undefined : 'null';
    const { leaf, item, object, byType } = place;
    if (leaf !== undefined) return leaf(raw);
    if (item !== undefined) return Array.isArray(raw) ? ofList(raw, item) : undefined;
    if (!isObject(raw)) return undefined;
    const shape = object ?? byType?.get(raw.__typename as string);
    return shape && ofObject(raw, shape);
  }

  function ofList(raw: readonly unknown[], item: Place): string | undefined {
    let text = '';
    for (const value of raw) {
      const member = ofPlace(value, item);
      if (member === undefined) return undefined;
      text += text === '' ? `[${member}` : `,${member}`;
    }
    return text === '' ? '[]' : `${text}]`;
  }
}

/** The text of a whole answer, as Apollo Server ends it. */
export function textOfAnswer(answer: FormattedExecutionResult): string {
  const { data, errors, extensions } = answer;
  if (data instanceof AnswerText && errors === undefined && extensions === undefined) return `{"data":${data.text}}\n`;
  return `${JSON.stringify(answer)}\n`;
}
