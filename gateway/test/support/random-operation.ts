import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

export type RandomOperation = {
  source: string;
  variables: Record<string, unknown>;
  /** The same with every condition inverted, where a variable decides on one. */
  otherwise: Record<string, unknown> | undefined;
};
type Field = GraphQLField<unknown, unknown>;

/**
 * Aliases that a planner could take for its own: keys, names of fields, names that it generates, names of the
 * prototype.
 */
const ALIASES = [
  'x',
  'id',
  '__typename',
  'user',
  'y',
  'displayName',
  'organization',
  'message',
  'user__2',
  'x__alias_0',
  '_entities',
  'constructor',
  '__proto__',
];
const VARIABLES = ['representations', 'a0', 'a1', 'first', 'id', 'if', 'contextualArgument_1_0', 'v', 'constructor'];

/**
 * Generates an operation from a sequence of choices: shorter sequences and smaller numbers give smaller operations, so
 * that a failure shrinks to a readable one. Most are valid; callers leave the others out.
 */
export function randomOperation(schema: GraphQLSchema, choices: readonly number[]): RandomOperation {
  let next = 0;
  let aliases = 0;
  let directives = 0;
  let fields = 0;
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const fragments: string[] = [];
  const conditions: string[] = [];

  /** Zero, the simplest, when the choices are used up. */
  const pick = (below: number): number => (below <= 1 ? 0 : (choices[next++] ?? 0) % below);
  const chance = (percent: number): boolean => pick(100) >= 100 - percent;
  const one = <Item>(items: readonly Item[]): Item => items[pick(items.length)] as Item;

  /** `names` maps the names at this place to their fields, for objects of these types. */
  function selectionSet(type: GraphQLCompositeType, depth: number, names: Map<string, string>): string {
    const parts: string[] = [];
    const count = 1 + pick(4);
    if (isAbstractType(type) && chance(50)) parts.push(...twins(schema.getPossibleTypes(type), depth));
    for (let nth = 0; nth < count; nth++) {
      if (isAbstractType(type) && (!isInterfaceType(type) || chance(70))) {
        const possible = schema.getPossibleTypes(type);
        const narrow: GraphQLCompositeType = chance(15) && isInterfaceType(type) ? type : one(possible);
        parts.push(fragment(narrow, depth, new Map(names)));
      } else if (chance(12)) parts.push(fragment(type, depth, names));
      else parts.push(chance(12) ? typename(names) : field(type as GraphQLObjectType, depth, names));
    }
    return `{ ${parts.filter(Boolean).join(' ') || '__typename'} }`;
  }

  function fragment(type: GraphQLCompositeType, depth: number, names: Map<string, string>): string {
    const body = selectionSet(type, depth, names);
    const condition = directive();
    if (!chance(30)) return `... on ${type.name}${condition} ${body}`;
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return `...${name}${condition}`;
  }

  /** One field of each type that has it, and in it one name for the same field with arguments and selections of its own. */
  function twins(types: readonly GraphQLObjectType[], depth: number): string[] {
    const shared = new Map<string, GraphQLObjectType[]>();
    for (const type of types)
      for (const { name, type: below } of Object.values(type.getFields()))
        if (isObjectType(getNamedType(below))) shared.set(name, [...(shared.get(name) ?? []), type]);
    const twice = [...shared].filter(([, holders]) => holders.length > 1);
    if (twice.length === 0) return [];
    const [name, holders] = one(twice);
    const inner = getNamedType(holders[0]?.getFields()[name]?.type as GraphQLOutputType) as GraphQLObjectType;
    const withArguments = Object.values(inner.getFields()).filter(({ args }) => args.length > 0);
    const definition = one(withArguments.length > 0 && chance(80) ? withArguments : Object.values(inner.getFields()));
    const below = getNamedType(definition.type);
    return holders.map((holder) => {
      const selection = isCompositeType(below) ? ` ${selectionSet(below, depth - 2, new Map())}` : '';
      return `... on ${holder.name} { ${name} { same: ${definition.name}${argumentsOf(definition)}${selection} } }`;
    });
  }

  function typename(names: Map<string, string>): string {
    const alias = aliasFor('__typename', names);
    return `${alias}__typename${directive()}`;
  }

  function field(type: GraphQLObjectType, depth: number, names: Map<string, string>): string {
    const all = Object.values(type.getFields());
    const leaves = all.filter(({ type }) => !isCompositeType(getNamedType(type)));
    const from = (depth <= 0 || fields > 60) && leaves.length > 0 ? leaves : all;
    const definition = one(from);
    fields++;
    const named = getNamedType(definition.type);
    if (isCompositeType(named) && (depth <= -2 || fields > 90)) return '__typename';
    const call = `${definition.name}${argumentsOf(definition)}`;
    const alias = aliasFor(call, names);
    if (alias === '' && (names.get(definition.name) ?? call) !== call) return '';
    names.set(alias === '' ? definition.name : alias.slice(0, -2), call);
    const below = isCompositeType(named) ? ` ${selectionSet(named, depth - 1, new Map())}` : '';
    return `${alias}${call}${directive()}${below}`;
  }

  function aliasFor(call: string, names: Map<string, string>): string {
    if (aliases >= 14 || !chance(25)) return '';
    const alias = one(ALIASES);
    if ((names.get(alias) ?? call) !== call) return '';
    names.set(alias, call);
    aliases++;
    return `${alias}: `;
  }

  function directive(): string {
    if (directives >= 10 || !chance(10)) return '';
    directives++;
    const name = one(['include', 'skip']);
    const value = chance(50);
    if (chance(40)) return ` @${name}(if: ${value})`;
    if (chance(30)) return ` @${name}(if: $${variable('Boolean', value, chance(50) ? !value : value)})`;
    const decisive = variable('Boolean!', value);
    conditions.push(decisive);
    return ` @${name}(if: $${decisive})`;
  }

  function argumentsOf({ args }: Field): string {
    const given = args.flatMap((argument) => {
      if (!isRequiredArgument(argument) && argument.name !== 'first' && !chance(40)) return [];
      return [`${argument.name}: ${argumentValue(argument)}`];
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  function argumentValue({ type, name, defaultValue }: GraphQLArgument): string {
    const value = madeValue(type, 2, name);
    if (!chance(45)) return literal(value, type);
    if (!isNonNullType(type) && chance(25)) return `$${variable(String(type), undefined)}`;
    if (isNonNullType(type) && defaultValue !== undefined && chance(50))
      return `$${variable(String(type.ofType), value)}`;
    return `$${variable(String(type), value)}`;
  }

  /** Undefined is a variable that is not sent. */
  function variable(type: string, value: unknown, byDefault?: boolean): string {
    const name = VARIABLES[declared.length] ?? `v${declared.length}`;
    declared.push(`$${name}: ${type}${byDefault === undefined ? '' : ` = ${byDefault}`}`);
    if (byDefault === undefined ? value !== undefined : byDefault !== value) variables[name] = value;
    return name;
  }

  function madeValue(type: GraphQLInputType, depth: number, name: string): unknown {
    if (isNonNullType(type)) return madeValue(type.ofType, depth, name);
    if (isListType(type)) return Array.from({ length: pick(3) }, () => madeValue(type.ofType, depth, name));
    if (isEnumType(type)) return one(type.getValues()).name;
    if (isInputObjectType(type)) {
      const members = Object.values(type.getFields()).filter(
        (member) => isRequiredInputField(member) || (depth > 0 && chance(40)),
      );
      return Object.fromEntries(members.map((member) => [member.name, madeValue(member.type, depth - 1, member.name)]));
    }
    switch ((type as { name: string }).name) {
      case 'Int':
        return name === 'months' ? 1 + pick(12) : 1 + pick(2);
      case 'Float':
        return pick(2000) / 8;
      case 'Boolean':
        return chance(50);
      case 'DateTime':
        return one(['2026-11-30T12:00:00Z', '2026-11-30T12:00:00.000+01:00']);
      case 'Date':
        return one(['2026-11-30', '2026-01-01']);
      case 'YearMonth':
        return one(['2026-10', '2026-11']);
      case 'ID':
        return one(['User-1', 'Organization-2', '12345678901234567890']);
      default:
        return one(['text', 'é "quoted" \\ $x', '']);
    }
  }

  function literal(value: unknown, type: GraphQLInputType): string {
    if (isNonNullType(type)) return literal(value, type.ofType);
    if (value === null) return 'null';
    if (isListType(type)) {
      const items = (value as unknown[]).map((item) => literal(item, type.ofType));
      // One item may stand for a list of one.
      return items.length === 1 && chance(30) ? String(items[0]) : `[${items.join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      const members = type.getFields();
      return `{ ${Object.entries(value as object)
        .map(([name, member]) => `${name}: ${literal(member, members[name]?.type ?? type)}`)
        .join(', ')} }`;
    }
    if (isEnumType(type)) return value as string;
    if (String(type) === 'ID' && typeof value === 'string' && /^\d+$/.test(value) && chance(50)) return value;
    return JSON.stringify(value);
  }

  const isMutation = chance(35);
  const root = (isMutation ? schema.getMutationType() : schema.getQueryType()) as GraphQLObjectType;
  const names = new Map<string, string>();
  const count = isMutation ? 1 : 1 + pick(3);
  const roots = Array.from({ length: count }, () => field(root, 4, names)).filter(Boolean);
  if (chance(20)) roots.push(typename(names));
  const wrapped = chance(15) ? `... on ${root.name} { ${roots.join(' ')} }` : roots.join(' ');
  const head = declared.length === 0 ? '' : `(${declared.join(', ')})`;
  const source = [`${isMutation ? 'mutation' : 'query'} Random${head} { ${wrapped} }`, ...fragments].join('\n');
  const inverted = Object.fromEntries(conditions.map((name) => [name, variables[name] !== true]));
  return { source, variables, otherwise: conditions.length > 0 ? { ...variables, ...inverted } : undefined };
}
