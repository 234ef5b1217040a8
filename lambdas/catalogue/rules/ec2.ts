import { ec2Arn } from '../names/ec2.ts';
import { EC2_DESCRIBES } from './ec2-describes.ts';
import { runInstances } from './ec2-run.ts';
import { grant, granted, onEverything, onNamed, unscopable, type Rule, type Rules } from './rule.ts';

const createTags: Rule = (call) => {
  const ids = [call.input['Resources'] ?? []].flat().filter((id) => typeof id === 'string');
  const patterns = ids.map((id) => ec2Arn(id, call));
  const known = patterns.filter((pattern) => pattern !== undefined);
  if (known.length === 0 || known.length < patterns.length)
    return unscopable('an id in Resources is of a kind without a reviewed ARN');
  return granted(grant(`ec2:${call.operation}`, known));
};

/** Reviewed rules of EC2. */
export const EC2_RULES: Rules = {
  ...Object.fromEntries(EC2_DESCRIBES.map((operation) => [operation, onEverything(`ec2:${operation}`)])),
  StartInstances: onNamed('ec2:StartInstances', 'InstanceIds'),
  StopInstances: onNamed('ec2:StopInstances', 'InstanceIds'),
  RebootInstances: onNamed('ec2:RebootInstances', 'InstanceIds'),
  TerminateInstances: onNamed('ec2:TerminateInstances', 'InstanceIds'),
  RunInstances: runInstances,
  CreateTags: createTags,
  DeleteTags: createTags,
};
