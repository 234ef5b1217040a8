import type { Config } from 'jest';

/** Unit and property tests run in `unit`; `engine` starts the local engine once and runs what needs real AWS behaviour. */
const shared: Config = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@middy|commander|hyparquet|hyparquet-writer)/)'],
  setupFiles: ['<rootDir>/test/support/quiet.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.local', '<rootDir>/cdk.out'],
};

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.engine\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'engine',
      testMatch: ['<rootDir>/test/**/*.engine.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/engine/patience.ts'],
      globalSetup: '<rootDir>/test/engine/global-setup.ts',
      globalTeardown: '<rootDir>/test/engine/global-teardown.ts',
    },
  ],
};

export default config;
