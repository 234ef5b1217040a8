import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import importX from 'eslint-plugin-import-x';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom below lambdas/. A stage may use what stands before it on the envelope's way and nothing that comes after;
 * only adapters know the AWS SDK, only handlers know adapters.
 */
const STAGES = [
  'runtime',
  'catalogue',
  'decide',
  'mask',
  'record',
  'submit',
  'approve',
  'execute',
  'close',
  'archive',
  'stop',
];
const EARLIER = {
  runtime: ['runtime'],
  catalogue: ['runtime', 'catalogue'],
  decide: ['runtime', 'catalogue', 'decide'],
  mask: ['runtime', 'mask'],
  record: ['runtime', 'catalogue', 'decide', 'mask', 'record'],
  submit: ['runtime', 'catalogue', 'decide', 'mask', 'record', 'submit'],
  approve: ['runtime', 'catalogue', 'decide', 'mask', 'record', 'approve'],
  execute: ['runtime', 'catalogue', 'decide', 'mask', 'record', 'submit', 'approve', 'execute'],
  close: ['runtime', 'record', 'approve', 'close'],
  archive: ['runtime', 'record', 'archive'],
  stop: ['runtime', 'decide', 'mask', 'record', 'stop'],
};

const stageRules = STAGES.map((stage) => ({
  from: { element: { type: 'stage', captured: { stage } } },
  allow: EARLIER[stage].map((earlier) => ({ to: { element: { type: 'stage', captured: { stage: earlier } } } })),
}));

export default tseslint.config(
  { ignores: ['node_modules', '.local', 'cdk.out', 'coverage', 'lambdas/catalogue/generated'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { boundaries, 'import-x': importX },
    settings: {
      'import-x/resolver': { node: { extensions: ['.ts', '.js', '.json'] } },
      'import/resolver': { node: { extensions: ['.ts', '.js', '.json'] } },
      'boundaries/elements': [
        { type: 'adapter', pattern: 'lambdas/adapters' },
        { type: 'stage', pattern: 'lambdas/*', capture: ['stage'] },
        { type: 'lib', pattern: 'lib' },
        { type: 'bin', pattern: 'bin' },
        { type: 'test', pattern: 'test' },
      ],
    },
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 30, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'max-params': ['error', 3],
      complexity: ['error', 8],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier[importKind='value'], ImportDefaultSpecifier)",
          message: "Write import * as z from 'zod': it keeps bundles small.",
        },
      ],
    },
  },
  {
    files: ['lambdas/**/*.ts'],
    ignores: ['lambdas/**/*handler.ts'],
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            ...stageRules,
            { from: { element: { type: 'adapter' } }, allow: [{ to: { element: { type: ['adapter', 'stage'] } } }] },
          ],
        },
      ],
    },
  },
  {
    files: ['lambdas/**/*.ts'],
    ignores: ['lambdas/adapters/**', 'lambdas/**/*handler.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@aws-sdk/*', '@slack/web-api'], message: 'Only adapters talk to AWS and Slack.' },
            {
              group: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
              message: 'A stage knows nothing of its infrastructure.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['lambdas/**/*.ts'],
    ignores: ['lambdas/runtime/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in runtime/config.ts.' },
      ],
    },
  },
  { files: ['lib/**/*.ts', 'bin/**/*.ts', 'test/races.ts', 'test/fuzz.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['jest.config.ts', 'test/engine/global-*.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'max-params': 'off', // the columns of a table of cases are its parameters
      complexity: ['error', 12],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': ['error', { name: 'fast-check', message: 'test/support/draws.ts gives it its seed.' }],
    },
  },
  { files: ['test/support/draws.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['lib/local/slack/page/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'document',
          'window',
          'fetch',
          'EventSource',
          'location',
          'localStorage',
          'setTimeout',
          'clearTimeout',
          'URL',
          'console',
          'HTMLElement',
          'Event',
          'FormData',
          'Intl',
          'navigator',
          'requestAnimationFrame',
          'CSS',
          'Node',
          'matchMedia',
          'AbortSignal',
          'structuredClone',
          'crypto',
          'history',
          'sessionStorage',
          'setInterval',
          'clearInterval',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  prettier,
);
