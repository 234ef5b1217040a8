import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const requirements = join(import.meta.dirname, 'local', 'cfn-lint-requirements.txt');
const local = join(root, '.local');
const venv = join(local, 'cfn-lint');
const stamp = join(venv, 'requirements.sha256');

/** Regions whose resource schemas the template is held to. */
const REGIONS = ['us-east-1', 'eu-west-1'];

/** W3005: CDK names a function's role beside its policy in DependsOn; that is one word too many and harmless. */
const IGNORED = ['W3005'];

/** The stacks, each with the program that makes it. */
const STACKS = { Countersign: 'bin/countersign.ts', CountersignTarget: 'bin/target-account.ts' };

/** Synthesises the stacks, warnings counting as errors, and holds their templates to CloudFormation's own schemas by cfn-lint. */
export function checkTemplates(): boolean {
  return Object.entries(STACKS).every(([stack, program]) => checkTemplate(stack, program));
}

function checkTemplate(stack: string, program: string): boolean {
  const assembly = join(local, 'template', stack);
  rmSync(assembly, { recursive: true, force: true });
  const template = join(assembly, `${stack}.template.json`);
  return (
    run('cdk', ['synth', '--app', `node ${program}`, '--strict', '--quiet', '--no-notices', '--output', assembly]) &&
    installOnce() &&
    run(join(venv, 'bin', 'cfn-lint'), ['--regions', ...REGIONS, '--ignore-checks', ...IGNORED, '--', template])
  );
}

/** Makes the Python environment when it is missing or its requirements changed; each package is held to its hash. */
function installOnce(): boolean {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  rmSync(venv, { recursive: true, force: true });
  const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', requirements];
  const installed = run('python3', ['-m', 'venv', venv]) && run(join(venv, 'bin', 'python'), install);
  if (installed) writeFileSync(stamp, wanted);
  return installed;
}

/** Runs a program with this terminal; false when it finds fault. */
function run(program: string, args: readonly string[]): boolean {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } }).status === 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = checkTemplates() ? 0 : 1;
