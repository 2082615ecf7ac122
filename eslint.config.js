import graphql from '@graphql-eslint/eslint-plugin';

const parserOptions = { graphQLConfig: { schema: 'api.graphql' } };
const root = (kind) => ({ style: 'camelCase', forbiddenPrefixes: [kind, 'get'], forbiddenSuffixes: [kind] });

/** ESLint lints the API; TypeScript is linted by biome and oxlint. */
export default [
  {
    files: ['api.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/description-style': ['error', { style: 'block' }],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          'FieldDefinition[parent.name.value=Query]': root('query'),
          'FieldDefinition[parent.name.value=Mutation]': root('mutation'),
        },
      ],
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          ignoredSelectors: ['[type=ObjectTypeDefinition][name.value=/^(Query|Mutation)$/]'],
        },
      ],
      '@graphql-eslint/unique-enum-value-names': 'error',
    },
  },
];
