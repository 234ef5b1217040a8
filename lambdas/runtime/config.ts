/**
 * The environment each function gets, by name. The stack fills exactly these keys and `configFor` reads exactly these,
 * so a key that one side forgets is a failed start, not an `undefined` in the middle of an approval.
 */
export const FUNCTION_KEYS = {
  submit: [
    'TABLE_NAME',
    'POLICY_BUCKET',
    'STATE_MACHINE_ARN',
    'EXECUTE_FUNCTION',
    'CLOSE_FUNCTION',
    'GATEWAY_ACCOUNT',
    'TARGET_ACCOUNTS',
    'DIRECTORY',
  ],
  'request-approval': ['TABLE_NAME', 'SLACK_SECRET_ID', 'SLACK_API_URL', 'SLACK_CHANNEL'],
  answer: [
    'TABLE_NAME',
    'GRANT_KEY_ID',
    'SLACK_SECRET_ID',
    'SLACK_API_URL',
    'SLACK_CHANNEL',
    'SLACK_TEAM_ID',
    'SLACK_APP_ID',
    'DIRECTORY',
  ],
  execute: [
    'TABLE_NAME',
    'POLICY_BUCKET',
    'RESULTS_TABLE',
    'GRANT_KEY_ID',
    'PSEUDONYM_KEY_ID',
    'TARGET_ROLE_NAME',
    'GATEWAY_ACCOUNT',
    'EXTERNAL_ID',
    'DIRECTORY',
  ],
  close: ['TABLE_NAME', 'SLACK_SECRET_ID', 'SLACK_API_URL', 'SLACK_CHANNEL', 'DIRECTORY'],
  archive: ['TABLE_NAME', 'ARCHIVE_BUCKET'],
  stop: ['TABLE_NAME', 'CLOSE_FUNCTION', 'DIRECTORY'],
} as const;

/** Settings that may be empty, or absent where an environment cannot hold an empty text: then less is served, not more. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['TARGET_ACCOUNTS', 'EXTERNAL_ID']);

export type FunctionName = keyof typeof FUNCTION_KEYS;
export type Config<F extends FunctionName> = Readonly<Record<(typeof FUNCTION_KEYS)[F][number], string>>;

/** Reads one function's settings. Throws an error that names every missing key at once. */
export function configFor<F extends FunctionName>(name: F, env: NodeJS.ProcessEnv = process.env): Config<F> {
  const keys: readonly string[] = FUNCTION_KEYS[name];
  const missing = keys.filter((key) => !env[key] && !MAY_BE_EMPTY.has(key));
  if (missing.length > 0) throw new Error(`The ${name} function lacks the settings ${missing.join(', ')}`);
  return Object.fromEntries(keys.map((key) => [key, env[key] ?? ''])) as Config<F>;
}

/** The account ids of a setting such as `111122223333,444455556666`; none in an empty one. */
export function accountsIn(setting: string): readonly string[] {
  return setting.split(',').filter((account) => account !== '');
}

/** The region that the Lambda service names to every function. */
export function ownRegion(env: NodeJS.ProcessEnv = process.env): string {
  const region = env['AWS_REGION'];
  if (!region) throw new Error('AWS_REGION is not set');
  return region;
}

/** The endpoint of a local engine, or undefined on AWS. Lambda sets no such variable; the engine does. */
export function localEndpoint(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env['AWS_ENDPOINT_URL'];
}
