import type { Problem } from '@skill-link/client/outcome';

/** The error of one field, where the API rejected its value: the message begins with the name of the field. */
export function problemAtField(problem: Problem | undefined, field: string): string | undefined {
  const isHere = problem?.code === 'BAD_USER_INPUT' && problem.message.startsWith(`${field}: `);
  return isHere ? sentence(problem.message.slice(field.length + 2)) : undefined;
}

/** Without the name of a field that the API puts before a message. */
export function withoutField(message: string, field: string): string {
  return message.startsWith(`${field}: `) ? sentence(message.slice(field.length + 2)) : message;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
