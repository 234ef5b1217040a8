import type { Directory } from '../../lambdas/decide/directory.ts';
import { PolicySetInvalid, type PolicyFault } from '../../lambdas/decide/policy-set-invalid.ts';
import { preparePolicies, type PolicySource } from '../../lambdas/decide/prepare.ts';
import { readSource } from '../../lambdas/decide/read-policies.ts';
import { lint } from './lint.ts';

/** What `policy check` found: the set's size and hash when it may be used, and everything that speaks against it. */
export interface Checked {
  readonly policies: number;
  readonly policySet?: string;
  readonly faults: readonly PolicyFault[];
}

/** Checks a folder of policies as synthesis does, and lints it. Throws the file system's own error for a folder that is not there. */
export async function checkPolicies(folder: string, directory?: Directory): Promise<Checked> {
  try {
    const source = readSource(folder);
    const { policies, policySet } = preparePolicies(source);
    return { policies: Object.keys(policies).length, policySet, faults: await lint(source, directory) };
  } catch (error) {
    if (!(error instanceof PolicySetInvalid)) throw error;
    return { policies: 0, faults: [...error.faults, ...(await lintOf(folder, directory))] };
  }
}

/** Whoever mends a set wants to know everything at once, as far as it can be read. */
async function lintOf(folder: string, directory?: Directory): Promise<readonly PolicyFault[]> {
  try {
    const source: PolicySource = readSource(folder);
    return await lint(source, directory);
  } catch (error) {
    if (error instanceof PolicySetInvalid) return [];
    throw error;
  }
}

/** Every fault in a line of its own, `file:line: policy: what and how to put it right`, and a summary. */
export function printChecked({ policies, policySet, faults }: Checked): string {
  const lines = faults.map(({ file, line, policy, detail }) => {
    const place = file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`;
    return [place, policy, detail].filter((part) => part !== undefined).join(': ');
  });
  const summary = faults.length > 0 ? `${faults.length} to put right` : `${policies} policies, set ${policySet}`;
  return [...lines, summary, ''].join('\n');
}
